// Times a program from just before its exec, and prints what was measured as JSON.
//
//   stopwatch end COMMAND…                 until its end, with its exit status and the most memory it held
//   stopwatch announced PORT COUNT COMMAND…  until COUNT messages arrived on the topic fbp; then ends it by SIGTERM
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

#include "process_watch.hpp"
#include "wire.hpp"

namespace {

constexpr std::int64_t longest_start = 60'000'000'000;

/// Ends its process when it goes.
class Child {
 public:
  explicit Child(char** command) : started_(bench::now()), id_(fork()) {
    if (id_ != 0) return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execv(command[0], command);
    _exit(127);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (id_ <= 0) return;
    kill(id_, SIGTERM);
    waitpid(id_, nullptr, 0);
  }

  /// The exit status; fills in what the process used.
  int wait(rusage& used) {
    int status = 0;
    wait4(id_, &status, 0, &used);
    id_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  [[nodiscard]] double seconds() const { return static_cast<double>(bench::now() - started_) / 1e9; }

 private:
  std::int64_t started_;
  pid_t id_;
};

void time_to_end(char** command) {
  constexpr long bytes_in_a_kb = 1024;
  Child child(command);
  rusage used{};
  const int status = child.wait(used);
  std::printf("{\"seconds\": %.9f, \"memory\": %ld, \"status\": %d}\n", child.seconds(), used.ru_maxrss * bytes_in_a_kb,
              status);
}

void time_to_announced(std::uint16_t port, int count, char** command) {
  bench::Wire wire(port, "bench-stopwatch");
  wire.subscribe("fbp", 0);
  const std::int64_t deadline = bench::now() + longest_start;
  const Child child(command);
  for (int announced = 0; announced < count;) {
    pollfd readable{wire.socket(), POLLIN, 0};
    poll(&readable, 1, 100);
    wire.receive([&](const bench::Received&) { ++announced; });
    if (bench::now() > deadline) throw std::runtime_error(std::to_string(announced) + " announcements came");
  }
  std::printf("{\"seconds\": %.9f}\n", child.seconds());
}

}  // namespace

int main(int count, char** words) {
  try {
    const std::string_view until = count > 2 ? words[1] : "";
    if (until == "end") {
      time_to_end(words + 2);
    } else if (until == "announced" && count > 4) {
      time_to_announced(static_cast<std::uint16_t>(std::stoul(words[2])), std::stoi(words[3]), words + 4);
    } else {
      throw std::runtime_error("say `end COMMAND` or `announced PORT COUNT COMMAND`");
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "stopwatch: %s\n", error.what());
    return 1;
  }
}
