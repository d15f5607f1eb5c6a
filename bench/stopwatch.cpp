// Times a program from just before its exec, and prints what was measured as JSON.
//
//   stopwatch end COMMAND…                 until its end, with its exit status and the most memory it held
//   stopwatch announced PORT COUNT COMMAND…  until COUNT messages arrived on the topic fbp; then ends it by SIGTERM
//   stopwatch carried PORT COUNT FROM TO COMMAND…  until the last of COUNT routes, from FROM/N/t to TO/N/t, carries a
//                                          message, which the others must do by then; then ends it by SIGTERM
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
#include <utility>
#include <vector>

#include "process_watch.hpp"
#include "wire.hpp"

namespace {

constexpr std::int64_t longest_start = 60'000'000'000;
constexpr int probe_step_ms = 1;
constexpr int longest_silence_ms = 1000;

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

/// Routes from FROM/N/t to TO/N/t.
class Carried {
 public:
  Carried(std::uint16_t port, std::size_t count, std::string from, const std::string& to)
      : sender_(port, "bench-sender"), receiver_(port, "bench-receiver"), from_(std::move(from)), arrived_(count) {
    receiver_.subscribe(to + "/+/t", 1);
  }

  void await_last() {
    const std::int64_t deadline = bench::now() + longest_start;
    while (!arrived_.back()) {
      if (bench::now() > deadline) throw std::runtime_error("no message arrives");
      send(arrived_.size() - 1);
      receive(probe_step_ms);
    }
  }

  /// Each has one try.
  void try_others() {
    for (std::size_t i = 0; i + 1 < arrived_.size(); ++i) {
      send(i);
      receive(0);
    }
    while (count_ < arrived_.size()) {
      if (!receive(longest_silence_ms)) throw std::runtime_error("the last route was not the last to carry messages");
    }
  }

 private:
  void send(std::size_t route) {
    const std::string number = std::to_string(route);
    sender_.publish(from_ + '/' + number + "/t", number, 1);
    sender_.flush();
  }

  /// False when nothing has arrived.
  bool receive(int longest_ms) {
    sender_.receive([](const bench::Received&) {});
    sender_.flush();
    pollfd readable{receiver_.socket(), POLLIN, 0};
    if (poll(&readable, 1, longest_ms) <= 0) return false;
    receiver_.receive([this](const bench::Received& received) {
      const std::size_t route = std::stoul(std::string(received.payload));
      if (!arrived_.at(route)) ++count_;
      arrived_[route] = true;
    });
    receiver_.flush();
    return true;
  }

  bench::Wire sender_;
  bench::Wire receiver_;
  std::string from_;
  std::vector<bool> arrived_;
  std::size_t count_ = 0;
};

void time_to_carried(Carried& routes, char** command) {
  const Child child(command);
  routes.await_last();
  const double seconds = child.seconds();
  routes.try_others();
  std::printf("{\"seconds\": %.9f}\n", seconds);
}

}  // namespace

int main(int count, char** words) {
  try {
    const std::string_view until = count > 2 ? words[1] : "";
    if (until == "end") {
      time_to_end(words + 2);
    } else if (until == "announced" && count > 4) {
      time_to_announced(static_cast<std::uint16_t>(std::stoul(words[2])), std::stoi(words[3]), words + 4);
    } else if (until == "carried" && count > 6) {
      Carried routes(static_cast<std::uint16_t>(std::stoul(words[2])), std::stoul(words[3]), words[4], words[5]);
      time_to_carried(routes, words + 6);
    } else {
      throw std::runtime_error("say `end COMMAND`, `announced PORT COUNT COMMAND` or `carried PORT COUNT FROM TO …`");
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "stopwatch: %s\n", error.what());
    return 1;
  }
}
