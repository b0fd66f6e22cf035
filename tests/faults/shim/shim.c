/* Stands between the server and its system, so that a healthy machine can play a broken one.
 *
 * Loaded with LD_PRELOAD. Each variable names a file; while that file is there, the fault is on:
 *   TESSERA_FAULTS_SYNC   fsync and fdatasync fail with EIO
 *   TESSERA_FAULTS_FULL   writes that make a file longer fail with ENOSPC
 *   TESSERA_FAULTS_CLOCK  the wall clock is off by as many seconds as the file says
 * The steady clock is never touched: a machine whose wall clock is set keeps it, too.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int is_on(const char *variable) {
    const char *path = getenv(variable);
    return path != NULL && access(path, F_OK) == 0;
}

int fsync(int file) {
    if (is_on("TESSERA_FAULTS_SYNC")) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    if (is_on("TESSERA_FAULTS_SYNC")) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fdatasync, file);
}

static int is_full(int file, off_t end) {
    struct stat now;
    return is_on("TESSERA_FAULTS_FULL") && fstat(file, &now) == 0 && S_ISREG(now.st_mode) &&
           end > now.st_size;
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off_t offset) {
    if (is_full(file, offset + (off_t)length)) {
        errno = ENOSPC;
        return -1;
    }
    return syscall(SYS_pwrite64, file, bytes, length, offset);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t offset) {
    return pwrite64(file, bytes, length, offset);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = (int)syscall(SYS_clock_gettime, clock, now);
    const char *path = getenv("TESSERA_FAULTS_CLOCK");
    if (result == 0 && clock == CLOCK_REALTIME && path != NULL) {
        int file = open(path, O_RDONLY | O_CLOEXEC);
        if (file >= 0) {
            char text[32] = {0};
            if (read(file, text, sizeof text - 1) > 0) {
                now->tv_sec += atoll(text);
            }
            close(file);
        }
    }
    return result;
}
