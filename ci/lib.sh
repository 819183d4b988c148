# What steps share. Sourced, from the top of the checkout.
# shellcheck shell=bash

# unit_tests GROUPS [ARGUMENT...]: runs the tests of these groups, which an ordinary build leaves out.
unit_tests() { mvn -B -ntp -pl fixtures/unit-tests -am test -Dgroups="$1" -Dgroups.left.out=none "${@:2}"; }

# class_path MODULE FILE: compiles a module, its tests and what it needs, and writes their class path.
class_path() {
    mvn -q -B -ntp -pl "$1" -am test-compile dependency:build-classpath -DincludeScope=test -Dmdep.outputFile="$2"
    printf '%s:%s:%s' "$PWD/$1/target/test-classes" "$PWD/$1/target/classes" "$(cat "$2")" >"$2.all"
    mv "$2.all" "$2"
}
