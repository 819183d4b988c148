# shellcheck shell=bash
# What steps share. Sourced, from the top of the checkout.

# Of this user: what is fetched or built once.
# shellcheck disable=SC2034 # for those who source this
cache=${HIL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/nodemcu-hil}

# cannot_run WHY: ends a step that cannot run on this machine.
cannot_run() { echo "$1" && exit 77; }

# needs PACKAGES COMMAND...: or the step cannot run; PACKAGES are Debian's.
needs() {
    local command
    for command in "${@:2}"; do
        command -v "$command" >/dev/null || cannot_run "No $command here: sudo apt-get install $1"
    done
}

# once FOLDER WHAT FUNCTION: lets a function fill a folder of the cache, once; a file written last says that it is complete. False if it fails: the end of what it said is shown.
once() {
    local folder=$1 lock code=0
    mkdir -p "$(dirname "$folder")"
    exec {lock}>"$folder.lock"
    flock "$lock"
    if [[ ! -e $folder/complete ]]; then
        echo "Installing $2 into $folder (once)"
        rm -rf "$folder"
        mkdir "$folder"
        if "$3" "$folder" >"$folder.log" 2>&1; then
            touch "$folder/complete"
        else
            tail -5 "$folder.log"
            code=1
        fi
    fi
    exec {lock}>&-
    return $code
}

# Everything here builds as far as `mvn verify` does, to the jars: Maven compiles a module again when what it depends on was a folder of classes before, and is a jar now.

# unit_tests GROUPS [ARGUMENT...]: runs the tests of these groups, which an ordinary build leaves out.
unit_tests() { mvn -B -ntp -pl fixtures/unit-tests -am package -Dgroups="$1" -Dgroups.left.out=none "${@:2}"; }

# class_path MODULE FILE: compiles a module, its tests and what it needs, and writes their class path.
class_path() {
    mvn -q -B -ntp -pl "$1" -am package -DskipTests dependency:build-classpath -DincludeScope=test -Dmdep.outputFile="$2"
    printf '%s:%s:%s' "$PWD/$1/target/test-classes" "$PWD/$1/target/classes" "$(cat "$2")" >"$2.all"
    mv "$2.all" "$2"
}
