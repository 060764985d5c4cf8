/* Stands between a program and the system and lets chosen writes fail, or notes all of them.
 *
 * Loaded before the C library. Counts every call that changes a file below a folder: open for
 * writing, write, flush, truncate, rename, unlink. With `faulty_disk_fail`, the calls from a number
 * on fail with an error. With `faulty_disk_note`, each call is written to a file, with its bytes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST_FILES 1024
#define PATH_BYTES 512

static char folder[PATH_BYTES];
static char paths[MOST_FILES][PATH_BYTES];
static long calls, first_failing = -1, failing;
static int error_to_give, notes = -1;
static pthread_mutex_t noting = PTHREAD_MUTEX_INITIALIZER;

long faulty_disk_calls(void) { return calls; }

void faulty_disk_fail(const char *below, long first, long count, int error) {
    snprintf(folder, PATH_BYTES, "%s", below);
    calls = 0;
    first_failing = first;
    failing = count;
    error_to_give = error;
}

void faulty_disk_note(const char *below, const char *file) {
    snprintf(folder, PATH_BYTES, "%s", below);
    notes = syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND, 0644);
}

static void note(char kind, const char *path, const char *other, int64_t at, const void *bytes,
                 int64_t length) {
    if (notes < 0) return;
    pthread_mutex_lock(&noting);
    int64_t numbers[2] = {at, length};
    uint16_t lengths[2] = {strlen(path), other ? strlen(other) : 0};
    char head[1 + sizeof numbers + sizeof lengths];
    head[0] = kind;
    memcpy(head + 1, numbers, sizeof numbers);
    memcpy(head + 1 + sizeof numbers, lengths, sizeof lengths);
    syscall(SYS_write, notes, head, sizeof head);
    syscall(SYS_write, notes, path, lengths[0]);
    if (other) syscall(SYS_write, notes, other, lengths[1]);
    if (bytes) syscall(SYS_write, notes, bytes, length);
    pthread_mutex_unlock(&noting);
}

/* Whether this call is to fail. */
static int fails(void) {
    long number = calls++;
    if (first_failing < 0 || number < first_failing || number >= first_failing + failing) return 0;
    errno = error_to_give;
    return 1;
}

static int is_below(const char *path) {
    return folder[0] && path && strncmp(path, folder, strlen(folder)) == 0;
}

static const char *path_of(int file) {
    return file >= 0 && file < MOST_FILES && paths[file][0] ? paths[file] : NULL;
}

#define REAL(name) __typeof__(name) *real = dlsym(RTLD_NEXT, #name)

static int opened(int file, const char *path, int flags) {
    if (file >= 0 && file < MOST_FILES) {
        paths[file][0] = 0;
        if (is_below(path)) snprintf(paths[file], PATH_BYTES, "%s", path);
    }
    if (file >= 0 && is_below(path) && flags & O_TRUNC) note('t', path, NULL, 0, NULL, 0);
    if (file >= 0 && is_below(path) && flags & O_CREAT) note('o', path, NULL, 0, NULL, 0);
    return file;
}

#define CHANGES(flags) ((flags) & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR))

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...) {                                                   \
        REAL(name);                                                                                \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = va_arg(more, mode_t);                                                        \
        va_end(more);                                                                              \
        if (is_below(path) && CHANGES(flags) && fails()) return -1;                                \
        return opened(real(path, flags, mode), path, flags);                                       \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                               \
    int name(int at, const char *path, int flags, ...) {                                           \
        REAL(name);                                                                                \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = va_arg(more, mode_t);                                                        \
        va_end(more);                                                                              \
        if (is_below(path) && CHANGES(flags) && fails()) return -1;                                \
        return opened(real(at, path, flags, mode), path, flags);                                   \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int file) {
    REAL(close);
    if (file >= 0 && file < MOST_FILES) paths[file][0] = 0;
    return real(file);
}

ssize_t write(int file, const void *bytes, size_t length) {
    REAL(write);
    const char *path = path_of(file);
    if (!path) return real(file, bytes, length);
    if (fails()) return -1;
    off_t at = lseek(file, 0, SEEK_CUR);
    ssize_t done = real(file, bytes, length);
    if (done > 0) note('w', path, NULL, at, bytes, done);
    return done;
}

#define PWRITE(name, offset)                                                                       \
    ssize_t name(int file, const void *bytes, size_t length, offset at) {                          \
        REAL(name);                                                                                \
        const char *path = path_of(file);                                                          \
        if (path && fails()) return -1;                                                            \
        ssize_t done = real(file, bytes, length, at);                                              \
        if (path && done > 0) note('w', path, NULL, at, bytes, done);                              \
        return done;                                                                               \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define FLUSH(name)                                                                                \
    int name(int file) {                                                                           \
        REAL(name);                                                                                \
        const char *path = path_of(file);                                                          \
        if (path && fails()) return -1;                                                            \
        int done = real(file);                                                                     \
        if (path && done == 0) note('f', path, NULL, 0, NULL, 0);                                  \
        return done;                                                                               \
    }
FLUSH(fsync)
FLUSH(fdatasync)

#define TRUNCATE(name, offset)                                                                     \
    int name(int file, offset length) {                                                            \
        REAL(name);                                                                                \
        const char *path = path_of(file);                                                          \
        if (path && fails()) return -1;                                                            \
        int done = real(file, length);                                                             \
        if (path && done == 0) note('t', path, NULL, length, NULL, 0);                             \
        return done;                                                                               \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int rename(const char *from, const char *to) {
    REAL(rename);
    if (is_below(to) && fails()) return -1;
    int done = real(from, to);
    if (is_below(to) && done == 0) note('r', from, to, 0, NULL, 0);
    return done;
}

int unlink(const char *path) {
    REAL(unlink);
    if (is_below(path) && fails()) return -1;
    int done = real(path);
    if (is_below(path) && done == 0) note('u', path, NULL, 0, NULL, 0);
    return done;
}
