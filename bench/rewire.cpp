// Asks the program's router to bind and unbind queues, and prints what was measured as JSON. A request that is refused
// or not answered is an error.
//
//   rewire at-rate PORT RATE     until SIGTERM, so many requests a second, half of them undo the others: `rewirings` a
//                                second that were answered by then, and `answer_p99`
//   rewire one-by-one PORT       until SIGTERM, a further binding after each answer: `bindings` a second, `answer_p99`
//   rewire to-first PORT COUNT   COUNT times until a message has gone through a new binding: `first_p50`, `first_p99`;
//                                until the answer: `answer_p50`, `answer_p99`
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <deque>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "percentile.hpp"
#include "process_watch.hpp"
#include "wire.hpp"

namespace {

using bench::now;

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t probe_step = second / 5000;
constexpr std::int64_t longest_answer = 10 * second;
/// The queues that `load` sends to in the meantime: every other binding begins there, as a further target.
constexpr std::size_t busy_queues = 10;
/// So many bindings are in force at a time while they come and go.
constexpr std::size_t lifetime = 10;

struct Queues {
  std::string source;
  std::string target;
};

/// The target's name must be one that nobody else sends to.
Queues fresh_queues(std::size_t number) {
  const std::string name = std::to_string(number) + "/t";
  return {"fresh/" + name, "changed/" + name};
}

Queues changing_queues(std::size_t number) {
  Queues queues = fresh_queues(number);
  if (number % 2 == 0) queues.source = "outlet/" + std::to_string(number / 2 % busy_queues) + "/t";
  return queues;
}

/// Waits until one of them can be read, or it is `until`.
template <std::size_t count>
void await_readable(const std::array<bench::Wire*, count>& wires, std::int64_t until) {
  std::array<pollfd, count> sockets{};
  for (std::size_t i = 0; i < count; ++i) {
    wires[i]->flush();
    sockets[i] = {wires[i]->socket(), static_cast<short>(wires[i]->unwritten() > 0 ? POLLIN | POLLOUT : POLLIN), 0};
  }
  const std::int64_t left = std::max<std::int64_t>(until - now(), 0);
  const timespec timeout{left / second, left % second};
  ppoll(sockets.data(), count, &timeout, nullptr);
}

/// Requests and their answers, which come in the order of the requests.
class Router {
 public:
  explicit Router(std::uint16_t port) : wire_(port, "bench-rewire", bench::Protocol::mqtt_5) {
    wire_.subscribe("answers", 0);
  }

  void bind(const Queues& queues) { ask("/msgrouter/default/addbinding", queues); }
  void unbind(const Queues& queues) { ask("/msgrouter/default/removebinding", queues); }

  void receive() {
    wire_.receive([this](const bench::Received& answer) { on_answer(answer.payload); });
    if (!asked_.empty() && now() - asked_.front() > longest_answer) throw std::runtime_error("the router is silent");
  }
  void await_answers() {
    while (!asked_.empty()) {
      await_readable<1>({&wire_}, now() + second);
      receive();
    }
  }

  [[nodiscard]] bench::Wire& wire() { return wire_; }
  [[nodiscard]] std::size_t unanswered() const { return asked_.size(); }
  [[nodiscard]] std::vector<std::int64_t>& waits() { return waits_; }

 private:
  void ask(std::string_view request, const Queues& queues) {
    wire_.ask(request, R"({"src":")" + queues.source + R"(","tgt":")" + queues.target + "\"}", "answers");
    asked_.push_back(now());
  }

  void on_answer(std::string_view answer) {
    if (answer.find("\"error\"") != std::string_view::npos) {
      throw std::runtime_error("the router refuses: " + std::string(answer));
    }
    waits_.push_back(now() - asked_.front());
    asked_.pop_front();
  }

  bench::Wire wire_;
  std::deque<std::int64_t> asked_;
  std::vector<std::int64_t> waits_;
};

/// Time that ends with SIGTERM.
class Shift {
 public:
  Shift() : start_(now()) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
  }

  [[nodiscard]] bool is_over() const {
    sigset_t signals;
    sigpending(&signals);
    return sigismember(&signals, SIGTERM) == 1;
  }
  [[nodiscard]] double seconds() const { return static_cast<double>(now() - start_) / 1e9; }

 private:
  std::int64_t start_;
};

void print_rate(const char* what, double rate, Router& router) {
  std::printf("{\"%s\": %.1f, \"answer_p99\": %.9f}\n", what, rate, bench::percentile(router.waits(), 99));
}

void rewire_at_rate(std::uint16_t port, std::int64_t rate) {
  const Shift shift;
  Router router(port);
  std::int64_t due = now();
  std::size_t bound = 0;
  std::size_t unbound = 0;
  while (!shift.is_over()) {
    for (; due <= now(); due += second / rate) {
      bound == unbound + lifetime ? router.unbind(changing_queues(unbound++)) : router.bind(changing_queues(bound++));
    }
    await_readable<1>({&router.wire()}, due);
    router.receive();
  }
  const double answered = static_cast<double>(router.waits().size()) / shift.seconds();
  while (unbound < bound) router.unbind(changing_queues(unbound++));
  router.await_answers();
  print_rate("rewirings", answered, router);
}

void bind_one_by_one(std::uint16_t port) {
  const Shift shift;
  Router router(port);
  for (std::size_t number = 0; !shift.is_over(); ++number) {
    router.bind(fresh_queues(number));
    router.await_answers();
  }
  print_rate("bindings", static_cast<double>(router.waits().size()) / shift.seconds(), router);
}

/// Time from the request until a message has gone through the binding.
std::int64_t time_to_first(Router& router, bench::Wire& traffic, const Queues& queues) {
  const std::int64_t asked = now();
  std::int64_t arrived = 0;
  router.bind(queues);
  while (arrived == 0 || router.unanswered() > 0) {
    if (arrived == 0) traffic.publish(queues.source, "probe", 0);
    await_readable<2>({&router.wire(), &traffic}, now() + probe_step);
    router.receive();
    traffic.receive([&](const bench::Received& received) {
      if (arrived == 0 && received.topic == queues.target) arrived = now();
    });
  }
  return arrived - asked;
}

void time_to_first(std::uint16_t port, std::size_t count) {
  Router router(port);
  bench::Wire traffic(port, "bench-traffic");
  traffic.subscribe("changed/+/t", 0);
  std::vector<std::int64_t> firsts;
  std::vector<std::int64_t> answers;
  for (std::size_t number = 0; number < count; ++number) {
    const Queues queues = fresh_queues(number);
    firsts.push_back(time_to_first(router, traffic, queues));
    answers.push_back(router.waits().back());
    router.unbind(queues);
    router.await_answers();
  }
  std::printf(R"({"first_p50": %.9f, "first_p99": %.9f, )", bench::percentile(firsts, 50),
              bench::percentile(firsts, 99));
  std::printf("\"answer_p50\": %.9f, \"answer_p99\": %.9f}\n", bench::percentile(answers, 50),
              bench::percentile(answers, 99));
}

}  // namespace

int main(int count, char** words) {
  try {
    prctl(PR_SET_TIMERSLACK, 1UL);
    const std::string_view how = count > 2 ? words[1] : "";
    const auto port = static_cast<std::uint16_t>(count > 2 ? std::stoul(words[2]) : 0);
    if (how == "at-rate" && count > 3) {
      rewire_at_rate(port, std::stoll(words[3]));
    } else if (how == "one-by-one") {
      bind_one_by_one(port);
    } else if (how == "to-first" && count > 3) {
      time_to_first(port, std::stoul(words[3]));
    } else {
      throw std::runtime_error("say `at-rate PORT RATE`, `one-by-one PORT` or `to-first PORT COUNT`");
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rewire: %s\n", error.what());
    return 1;
  }
}
