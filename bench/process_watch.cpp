#include "process_watch.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace bench {

namespace {

std::filesystem::path folder_of(pid_t process) { return "/proc/" + std::to_string(process); }

}  // namespace

std::int64_t cpu_time(pid_t process) {
  std::int64_t sum = 0;
  for (const auto& thread : std::filesystem::directory_iterator(folder_of(process) / "task")) {
    std::int64_t used = 0;
    std::ifstream(thread.path() / "schedstat") >> used;
    sum += used;
  }
  return sum;
}

std::int64_t peak_memory(pid_t process) {
  constexpr std::int64_t bytes_in_a_kb = 1024;
  std::ifstream status(folder_of(process) / "status");
  for (std::string word; status >> word;) {
    std::int64_t kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes * bytes_in_a_kb;
  }
  throw std::runtime_error("the process " + std::to_string(process) + " is gone");
}

std::int64_t now() {
  const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(since_boot).count();
}

}  // namespace bench
