#pragma once

#include <sys/types.h>

#include <cstdint>

namespace bench {

/// CPU time that the process's living threads have used so far, in ns (/proc/PID/task/*/schedstat).
[[nodiscard]] std::int64_t cpu_time(pid_t process);

/// The most memory that the process has held at once, in bytes (VmHWM of /proc/PID/status).
[[nodiscard]] std::int64_t peak_memory(pid_t process);

/// Monotonic time in ns.
[[nodiscard]] std::int64_t now();

}  // namespace bench
