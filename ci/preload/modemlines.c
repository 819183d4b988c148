/* Modem lines on a pty. Preloaded into a program, this library answers the ioctls for DTR, RTS and break on the pty of a virtual board, and
   tells the board: `hil virtual --modem-lines FOLDER` listens in FOLDER, on a unix socket named by the pty's number. HIL_MODEM_LINES names
   FOLDER here; without it, and for every other file, each call is passed on untouched.

   It keeps no state: each call is one connection, one line of text and one answer. So threads, forks, copied and inherited descriptors need no
   care, and what a killed program leaves is seen by the board at the pty itself.

     knock          before an open: what was closed before is dealt with now
     open PID       an open succeeded: the first one raises DTR and RTS
     close HUPCL    a descriptor was closed: the last one lowers both if HUPCL is 1
     get            the lines
     set|bis|bic N  TIOCMSET, TIOCMBIS, TIOCMBIC
     break 0|1      TIOCCBRK, TIOCSBRK

   The answer is the lines as TIOCMGET would tell them, in decimal. Source: linux drivers/tty/tty_port.c and man 2 TIOCMGET. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

#define EXPORTED __attribute__((visibility("default")))
#define PTY_MAJOR 136
#define TIMEOUT_SECONDS 2
#define ANSWER_BYTES 16

enum { NO_BOARD = -2, NO_ANSWER = -1 };

/* The next definition of a function, which is the C library's unless something else is preloaded too. */
static void *next(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) {
        abort();
    }
    return found;
}

static int next_close(int fd) {
    int (*function)(int);
    *(void **)&function = next("close");
    return function(fd);
}

static int next_ioctl(int fd, unsigned long request, void *argument) {
    int (*function)(int, unsigned long, ...);
    *(void **)&function = next("ioctl");
    return function(fd, request, argument);
}

static const char *boards_folder(void) {
    const char *folder = getenv("HIL_MODEM_LINES");
    return folder ? folder : "";
}

/* The socket of the board that has this pty; false if there cannot be one. */
static bool socket_of(const struct stat *file, struct sockaddr_un *address) {
    const char *folder = boards_folder();
    if (!*folder || !S_ISCHR(file->st_mode) || major(file->st_rdev) != PTY_MAJOR) {
        return false;
    }
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    int length = snprintf(address->sun_path, sizeof address->sun_path, "%s/%u", folder, minor(file->st_rdev));
    return length > 0 && (size_t)length < sizeof address->sun_path;
}

static int silent(const struct sockaddr_un *address, const char *request) {
    char text[256];
    int length = snprintf(text, sizeof text, "libhilmodemlines: no answer to \"%.16s\" within %d s from %.120s: is the virtual board still alive?\n",
                          request, TIMEOUT_SECONDS, address->sun_path);
    if (write(STDERR_FILENO, text, (size_t)length) < 0) {
        errno = EIO; /* nobody to tell */
    }
    return NO_ANSWER;
}

/* Asks over a connection that is open already. */
static int converse(int connection, const char *request) {
    char answer[ANSWER_BYTES + 1] = "";
    size_t length = 0;
    size_t wanted = strlen(request);
    if (send(connection, request, wanted, MSG_NOSIGNAL) != (ssize_t)wanted) {
        return NO_ANSWER;
    }
    while (length < ANSWER_BYTES && !memchr(answer, '\n', length)) {
        ssize_t count = recv(connection, answer + length, ANSWER_BYTES - length, 0);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return NO_ANSWER;
        }
        length += (size_t)count;
    }
    char *end;
    long lines = strtol(answer, &end, 10);
    return end == answer || *end != '\n' || lines < 0 || lines > 0xFFFF ? NO_ANSWER : (int)lines;
}

/* The lines, NO_BOARD if no virtual board has this pty, or NO_ANSWER. Leaves errno alone. */
static int ask(const struct stat *file, const char *word, int value) {
    struct sockaddr_un address;
    int before = errno;
    int lines = NO_BOARD;
    if (socket_of(file, &address)) {
        char request[32];
        struct timeval limit = {.tv_sec = TIMEOUT_SECONDS};
        int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        snprintf(request, sizeof request, "%s %d\n", word, value);
        if (connection >= 0) {
            setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
            setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
            if (connect(connection, (struct sockaddr *)&address, sizeof address) == 0) {
                lines = converse(connection, request);
            } else if (errno != ENOENT && errno != ECONNREFUSED && errno != ENOTDIR && errno != EACCES) {
                lines = NO_ANSWER;
            }
            next_close(connection);
        }
        if (lines == NO_ANSWER) {
            request[strcspn(request, "\n")] = 0;
            silent(&address, request);
        }
    }
    errno = before;
    return lines;
}

static void knock(int folder, const char *path) {
    struct stat file;
    int before = errno;
    if (*boards_folder() && fstatat(folder, path, &file, 0) == 0) {
        ask(&file, "knock", 0);
    }
    errno = before;
}

static int opened(int fd) {
    struct stat file;
    int before = errno;
    if (fd >= 0 && *boards_folder() && fstat(fd, &file) == 0) {
        ask(&file, "open", (int)getpid());
    }
    errno = before;
    return fd;
}

static mode_t mode_of(int flags, va_list arguments) {
    return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? (mode_t)va_arg(arguments, unsigned int) : 0;
}

static int open_named(const char *name, int folder, const char *path, int flags, mode_t mode) {
    int (*function)(const char *, int, ...);
    *(void **)&function = next(name);
    knock(folder, path);
    return opened(function(path, flags, mode));
}

static int open_at_named(const char *name, int folder, const char *path, int flags, mode_t mode) {
    int (*function)(int, const char *, int, ...);
    *(void **)&function = next(name);
    knock(folder, path);
    return opened(function(folder, path, flags, mode));
}

EXPORTED int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_named("open", AT_FDCWD, path, flags, mode);
}

EXPORTED int open64(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_named("open64", AT_FDCWD, path, flags, mode);
}

EXPORTED int openat(int folder, const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_at_named("openat", folder, path, flags, mode);
}

EXPORTED int openat64(int folder, const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_at_named("openat64", folder, path, flags, mode);
}

/* What a program built with _FORTIFY_SOURCE calls. */
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);

EXPORTED int __open_2(const char *path, int flags) {
    return open_named("__open_2", AT_FDCWD, path, flags, 0);
}

EXPORTED int __open64_2(const char *path, int flags) {
    return open_named("__open64_2", AT_FDCWD, path, flags, 0);
}

EXPORTED int close(int fd) {
    struct stat file;
    struct sockaddr_un address;
    struct termios settings;
    int before = errno;
    bool wanted = *boards_folder() && fstat(fd, &file) == 0 && socket_of(&file, &address) && tcgetattr(fd, &settings) == 0;
    errno = before;
    int result = next_close(fd);
    if (wanted) {
        ask(&file, "close", (settings.c_cflag & HUPCL) != 0);
    }
    return result;
}

static const char *word_of(unsigned int request) {
    switch (request) {
    case TIOCMGET:
        return "get";
    case TIOCMSET:
        return "set";
    case TIOCMBIS:
        return "bis";
    case TIOCMBIC:
        return "bic";
    case TIOCSBRK:
    case TIOCCBRK:
        return "break";
    default:
        return "";
    }
}

/* The request as the kernel sees it: some callers extend its sign. */
EXPORTED int ioctl(int fd, unsigned long request, ...) {
    va_list arguments;
    struct stat file;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    unsigned int number = (unsigned int)request;
    const char *word = word_of(number);
    int before = errno;
    if (!*word || !*boards_folder() || fstat(fd, &file) != 0) {
        errno = before;
        return next_ioctl(fd, request, argument);
    }
    errno = before;
    bool has_value = number == TIOCMSET || number == TIOCMBIS || number == TIOCMBIC;
    int lines = ask(&file, word, has_value ? *(int *)argument : number == TIOCSBRK);
    if (lines == NO_BOARD) {
        return next_ioctl(fd, request, argument);
    }
    if (lines == NO_ANSWER) {
        errno = EIO;
        return -1;
    }
    if (number == TIOCMGET) {
        *(int *)argument = lines;
    }
    return 0;
}
