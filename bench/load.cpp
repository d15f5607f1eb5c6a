// Sends messages to device topics, receives what a relay makes of them, and prints what was measured as JSON.
// Each message is to arrive once: `lost` did not, `repeated` came again.
//
// Without a rate it keeps `window` messages under way between the device topics and the receiver, so that neither
// broker nor relay can fall behind without end; with a rate it sends one message at each due time.
#include <poll.h>
#include <sys/prctl.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "load_options.hpp"
#include "percentile.hpp"
#include "process_watch.hpp"
#include "stamp.hpp"
#include "wire.hpp"

namespace {

using bench::now;
using bench::Stamp;

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t millisecond = 1'000'000;
constexpr std::int64_t longest_start = 60 * second;
constexpr std::int64_t probe_step = 20 * millisecond;
/// When nothing arrives for so long, what is under way counts as lost.
constexpr std::int64_t longest_silence = second;
constexpr std::size_t most_unwritten = 1 << 16;

struct Snapshot {
  std::int64_t time = 0;
  std::int64_t received = 0;
  std::int64_t cpu = 0;
};

class Load {
 public:
  explicit Load(const bench::LoadOptions& options);
  void run();

 private:
  void await_all_routes();
  void sweep(const std::vector<bool>& arrived);
  void await_end_of_start();
  void send_for(double seconds);
  void drain();
  void send(std::size_t route);
  void send_what_is_due();
  void exchange(std::int64_t until);
  void on_received(const Stamp& stamp);
  [[nodiscard]] std::int64_t next_wake(std::int64_t end) const;
  [[nodiscard]] Snapshot snapshot() const;
  void print(const Snapshot& from, const Snapshot& to);

  bench::LoadOptions options_;
  bench::Wire sender_;
  bench::Wire receiver_;
  std::vector<std::string> topics_;
  std::size_t next_route_ = 0;
  std::int64_t phase_ = 0;
  std::int64_t due_ = 0;
  std::int64_t under_way_ = 0;
  std::int64_t last_arrival_ = 0;
  std::int64_t received_ = 0;
  std::int64_t all_received_ = 0;
  std::int64_t lost_ = 0;
  std::int64_t repeated_ = 0;
  /// When the newest message of each route that has arrived was sent.
  std::vector<std::int64_t> newest_;
  std::vector<bool>* arrived_ = nullptr;
  std::vector<std::int64_t> latencies_;
};

Load::Load(const bench::LoadOptions& options)
    : options_(options),
      sender_(options.port, "bench-sender"),
      receiver_(options.port, "bench-receiver"),
      newest_(options.routes) {
  for (std::size_t i = 0; i < options.routes; ++i) topics_.push_back(options.send + '/' + std::to_string(i) + "/t");
  receiver_.subscribe(options.receive, options.qos);
}

void Load::run() {
  await_all_routes();
  await_end_of_start();
  ++phase_;
  under_way_ = lost_ = 0;
  due_ = last_arrival_ = now();
  send_for(options_.warm_up);
  latencies_.clear();
  const Snapshot from = snapshot();
  send_for(options_.seconds);
  const Snapshot to = snapshot();
  drain();
  print(from, to);
}

/// Returns when a message of every route has arrived: the relay is connected and subscribed to all.
void Load::await_all_routes() {
  std::vector<bool> arrived(topics_.size());
  arrived_ = &arrived;
  const std::int64_t deadline = now() + longest_start;
  while (!arrived.back()) {
    if (now() > deadline) throw std::runtime_error("the relay does not relay");
    send(topics_.size() - 1);
    exchange(now() + probe_step);
  }
  while (std::count(arrived.begin(), arrived.end(), false) > 0) {
    if (now() > deadline) throw std::runtime_error("the relay does not relay all topics");
    sweep(arrived);
  }
  arrived_ = nullptr;
}

/// One message to each route that is silent, and time for the answers: until all are there or no more come.
void Load::sweep(const std::vector<bool>& arrived) {
  for (std::size_t i = 0; i < topics_.size(); ++i) {
    if (arrived[i]) continue;
    send(i);
    while (sender_.unwritten() > most_unwritten) exchange(now() + millisecond);
  }
  const auto silent = [&] { return std::count(arrived.begin(), arrived.end(), false); };
  last_arrival_ = now();
  while (silent() > 0 && now() - last_arrival_ < longest_silence) exchange(now() + probe_step);
}

/// Messages keep their order, so one more that arrives says that nothing of the start is on the way any more.
void Load::await_end_of_start() {
  ++phase_;
  send(0);
  const std::int64_t deadline = now() + longest_start;
  for (const std::int64_t before = received_; received_ == before; exchange(now() + probe_step)) {
    if (now() > deadline) throw std::runtime_error("the relay does not come to rest");
  }
}

void Load::send_for(double seconds) {
  const std::int64_t end = now() + static_cast<std::int64_t>(seconds * static_cast<double>(second));
  while (now() < end) {
    send_what_is_due();
    exchange(next_wake(end));
    if (under_way_ > 0 && now() - last_arrival_ > longest_silence) {
      lost_ += std::exchange(under_way_, 0);
      last_arrival_ = now();
    }
  }
}

/// Waits for what is still under way.
void Load::drain() {
  while (under_way_ > 0 && now() - last_arrival_ < longest_silence) exchange(now() + 10 * millisecond);
  lost_ += std::max<std::int64_t>(under_way_, 0);
}

void Load::send(std::size_t route) {
  sender_.publish(topics_[route], bench::payload_of({now(), static_cast<std::int64_t>(route), phase_}), options_.qos);
}

void Load::send_what_is_due() {
  const auto send_one = [this] {
    send(next_route_);
    next_route_ = (next_route_ + 1) % topics_.size();
    if (under_way_++ == 0) last_arrival_ = now();
  };
  if (options_.rate > 0) {
    for (; due_ <= now(); due_ += second / options_.rate) send_one();
  } else if (under_way_ <= options_.window * 7 / 8 && sender_.unwritten() == 0) {
    // In portions, which spares this program system calls.
    while (under_way_ < options_.window) send_one();
  }
}

std::int64_t Load::next_wake(std::int64_t end) const {
  const std::int64_t due = options_.rate > 0 ? due_ : now() + 10 * millisecond;
  return std::min(end, due);
}

/// Writes what waits, then reads what arrives; returns after the first arrival or at `until`.
void Load::exchange(std::int64_t until) {
  sender_.flush();
  receiver_.flush();
  const auto interest = [](const bench::Wire& wire) {
    return pollfd{wire.socket(), static_cast<short>(wire.unwritten() > 0 ? POLLIN | POLLOUT : POLLIN), 0};
  };
  pollfd sockets[2] = {interest(sender_), interest(receiver_)};
  const std::int64_t left = std::max<std::int64_t>(until - now(), 0);
  const timespec timeout{left / second, left % second};
  if (ppoll(sockets, 2, &timeout, nullptr) <= 0) return;
  if ((sockets[0].revents & POLLIN) != 0) sender_.receive([](const bench::Received&) {});
  if ((sockets[1].revents & POLLIN) == 0) return;
  receiver_.receive([this](const bench::Received& received) { on_received(bench::stamp_of(received.payload)); });
  receiver_.flush();
}

void Load::on_received(const Stamp& stamp) {
  ++all_received_;
  if (arrived_ != nullptr) (*arrived_)[static_cast<std::size_t>(stamp.route)] = true;
  last_arrival_ = now();
  if (stamp.phase != phase_) return;
  // The messages of a route keep their order.
  std::int64_t& newest = newest_[static_cast<std::size_t>(stamp.route)];
  if (stamp.sent <= newest) {
    ++repeated_;
    return;
  }
  newest = stamp.sent;
  latencies_.push_back(last_arrival_ - stamp.sent);
  ++received_;
  --under_way_;
}

Snapshot Load::snapshot() const {
  return {now(), received_, options_.process > 0 ? bench::cpu_time(options_.process) : 0};
}

void Load::print(const Snapshot& from, const Snapshot& to) {
  const auto messages = static_cast<double>(to.received - from.received);
  const double rate = messages / (static_cast<double>(to.time - from.time) / 1e9);
  std::printf(R"({"rate": %.1f, "p50": %.9f, "p99": %.9f, )", rate, bench::percentile(latencies_, 50),
              bench::percentile(latencies_, 99));
  if (options_.process > 0) {
    const double cpu = messages > 0 ? static_cast<double>(to.cpu - from.cpu) / 1e9 / messages : 0;
    const auto memory = static_cast<long long>(bench::peak_memory(options_.process));
    std::printf(R"("cpu": %.9f, "memory": %lld, )", cpu, memory);
  }
  std::printf("\"lost\": %lld, \"repeated\": %lld, \"received\": %lld}\n", static_cast<long long>(lost_),
              static_cast<long long>(repeated_), static_cast<long long>(all_received_));
}

}  // namespace

int main(int count, char** words) {
  try {
    prctl(PR_SET_TIMERSLACK, 1UL);
    Load(bench::load_options(count, words)).run();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "load: %s\n", error.what());
    return 1;
  }
}
