#include "bridge/edges/router_service.hpp"

#include <array>
#include <utility>

#include "bridge/edges/router_answers.hpp"
#include "core/mqtt/topic.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

using Clock = system::EventLoop::Clock;

/// The whole list is long when there are many, and changes may come in thousands.
constexpr std::chrono::seconds between_lists{1};
/// More requests than these cannot wait for their answers.
constexpr std::size_t most_waiting = 10'000;
constexpr std::size_t most_lists_waiting = 100;
constexpr std::string_view too_many = "too many requests wait for their answers; ask again later";
constexpr std::array<std::string_view, 4> requests{"addbinding", "removebinding", "listbindings", "listparticipants"};

}  // namespace

RouterService::RouterService(system::EventLoop& loop, Connection& publisher, LiveEdges& live_edges,
                             system::Warnings& warnings)
    : publisher_(publisher), live_edges_(live_edges), warnings_(warnings), timer_(loop.timer()) {}

std::string RouterService::topic(std::string_view name) const {
  return core::router_topic(configuration_->router.instance, name);
}

void RouterService::publisher_connected() {
  if (!configuration_->router.enabled) return;
  // Any identifier will do: it makes the subscription one of QoS 1.
  for (const std::string_view request : requests) {
    (void)publisher_.client().subscribe(topic(request), 1, transport::Retained::when_new);
  }
  tell_bindings_soon();
}

void RouterService::publisher_gone() {
  timer_->cancel();
  telling_ = false;
  lists_.clear();
}

bool RouterService::take(const core::Message& message) {
  if (!configuration_->router.enabled) return false;
  const std::string prefix = topic({});
  if (!message.topic.starts_with(prefix)) return false;
  const std::string_view request = message.topic.substr(prefix.size());
  Asker asker;
  if (message.properties != nullptr) {
    asker.topic = message.properties->response_topic.value_or("");
    asker.properties.correlation_data = message.properties->correlation_data;
    // A stranger's word: one that is no topic is nobody's.
    if (!core::TopicName::parse(asker.topic)) asker.topic.clear();
  }
  // A retained request would be carried out again at each start.
  if (message.retain) {
    refuse("the request is retained; send it without the retain flag", message.payload, asker);
  } else if (request == "addbinding") {
    change(message, asker, &LiveEdges::bind);
  } else if (request == "removebinding") {
    change(message, asker, &LiveEdges::unbind);
  } else if (request == "listbindings") {
    asker.topic.empty() ? tell_bindings_soon() : list(asker);
  } else if (request == "listparticipants" && !asker.topic.empty()) {
    answer(asker, participants_answer(configuration_->participants, live_edges_.directory(), Clock::now()));
  }
  return true;
}

void RouterService::change(const core::Message& message, const Asker& asker, Change make) {
  if (answers_.size() >= most_waiting) return refuse(std::string(too_many), message.payload, asker);
  const auto binding = core::read_binding(message.payload, configuration_->router.largest_request);
  if (!binding) return refuse("the request " + binding.error().message, message.payload, asker);
  const auto receipt = (live_edges_.*make)(*binding);
  if (!receipt) return refuse(receipt.error().message, message.payload, asker);
  answers_.push_back({asker, core::to_json(*binding), *receipt});
}

void RouterService::refuse(const std::string& reason, std::string_view request, const Asker& asker) {
  const std::string json = error_answer(reason, request);
  send(topic("error"), json);
  answer(asker, json);
}

void RouterService::list(const Asker& asker) {
  if (lists_.size() >= most_lists_waiting) return refuse(std::string(too_many), {}, asker);
  lists_.push_back(asker);
}

void RouterService::send(const std::string& topic, const std::string& json) {
  if (!publisher_.up()) return;
  if (const auto sent = publisher_.client().publish({topic, json, 0, false, nullptr}); !sent) {
    warnings_.say("the router cannot publish on " + topic + ": " + sent.error().text);
  }
}

void RouterService::answer(const Asker& asker, const std::string& json) {
  if (asker.topic.empty() || !publisher_.up()) return;
  if (publisher_.client().publish({asker.topic, json, 0, false, &asker.properties})) return;
  const std::string problem = error_answer("the answer is larger than the broker allows", {});
  (void)publisher_.client().publish({asker.topic, problem, 0, false, &asker.properties});
}

void RouterService::settle() {
  if (!publisher_.up()) return;
  send_answers();
  send_lists();
}

void RouterService::send_answers() {
  bool changed = false;
  while (!answers_.empty() && live_edges_.done(answers_.front().receipt)) {
    const Answer next = std::move(answers_.front());
    answers_.pop_front();
    std::string problem = live_edges_.refusal(next.receipt);
    if (problem.empty() && !live_edges_.save_problem().empty()) {
      problem =
          "done, but it will be forgotten at the next start, since it cannot be kept: " + live_edges_.save_problem();
    }
    problem.empty() ? answer(next.asker, next.json) : refuse(problem, next.json, next.asker);
    changed = true;
  }
  if (changed) tell_bindings_soon();
}

void RouterService::send_lists() {
  if (lists_.empty()) return;
  const std::string json = bindings_answer(live_edges_.edge_table());
  publisher_.flush();
  // They may be long, so each leaves before the next one is made.
  while (!lists_.empty() && !publisher_.congested()) {
    const Asker asker = std::move(lists_.front());
    lists_.pop_front();
    answer(asker, json);
    publisher_.flush();
  }
}

void RouterService::tell_bindings_soon() {
  if (std::exchange(telling_, true)) return;
  const auto now = Clock::now();
  if (now - told_ >= between_lists) return tell_bindings();
  timer_->set(told_ + between_lists, [this] {
    tell_bindings();
    publisher_.flush();
  });
}

void RouterService::tell_bindings() {
  telling_ = false;
  timer_->cancel();
  told_ = Clock::now();
  send(topic("bindings"), bindings_answer(live_edges_.edge_table()));
}

}  // namespace mfp::bridge
