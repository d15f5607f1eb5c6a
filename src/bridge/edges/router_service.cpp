#include "bridge/edges/router_service.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "bridge/edges/router_answers.hpp"
#include "core/mqtt/topic.hpp"
#include "system/log.hpp"

namespace mfp::bridge {

namespace {

/// The whole list is long when there are many, and changes may come in thousands.
constexpr std::chrono::seconds between_lists{1};
/// More requests than these cannot wait for their answers.
constexpr std::size_t most_waiting = 10'000;
constexpr std::size_t most_questions_waiting = 100;
/// Longer than an enabled router takes until it publishes what has changed.
constexpr std::chrono::milliseconds hold_back_time{1500};
constexpr std::size_t most_held_back = 10;
constexpr std::string_view too_many = "too many requests wait for their answers; ask again later";
constexpr std::array<std::string_view, 4> requests{"addbinding", "removebinding", "listbindings", "listparticipants"};
/// For everybody.
constexpr std::array<std::string_view, 2> broadcasts{"bindings", "error"};
constexpr std::string_view not_enabled =
    "the router is not enabled, so it takes no changes; put `router: {enabled: true}` into the devices file of "
    "msgflo-foreign-participant";

}  // namespace

RouterService::RouterService(system::EventLoop& loop, Connection& publisher, LiveEdges& live_edges,
                             system::Warnings& warnings)
    : loop_(loop),
      publisher_(publisher),
      live_edges_(live_edges),
      warnings_(warnings),
      timer_(loop.timer()),
      holding_timer_(loop.timer()) {}

std::string RouterService::topic(std::string_view name) const {
  return core::router_topic(configuration_->router.instance, name);
}

void RouterService::publisher_connected() {
  // Any identifier will do: it makes the subscription one of QoS 1.
  for (const std::string_view request : requests) {
    (void)publisher_.client().subscribe(topic(request), 1, transport::Retained::when_new);
  }
  if (enabled()) tell_bindings_soon();
}

void RouterService::publisher_gone() {
  timer_->cancel();
  telling_ = false;
  questions_.clear();
  holding_timer_->cancel();
  holding_ = false;
  held_back_.clear();
}

bool RouterService::take(const core::Message& message) {
  const std::string prefix = topic({});
  if (!message.topic.starts_with(prefix)) return false;
  const std::string_view request = message.topic.substr(prefix.size());
  if (std::find(broadcasts.begin(), broadcasts.end(), request) != broadcasts.end()) {
    somebody_spoke();
    return true;
  }
  Asker asker;
  if (!enabled()) asker.properties.user.emplace_back(core::router_property, core::router_disabled);
  if (message.properties != nullptr) {
    asker.topic = message.properties->response_topic.value_or("");
    asker.properties.correlation_data = message.properties->correlation_data;
    // A stranger's word: one that is no topic is nobody's.
    if (!core::TopicName::parse(asker.topic)) asker.topic.clear();
  }
  // A retained request would be carried out again at each start.
  const bool is_change = request == "addbinding" || request == "removebinding";
  if (is_change && !enabled()) {
    refuse_change(message.payload, asker);
  } else if (message.retain) {
    refuse("the request is retained; send it without the retain flag", message.payload, asker);
  } else if (request == "addbinding") {
    change(message, asker, &LiveEdges::bind);
  } else if (request == "removebinding") {
    change(message, asker, &LiveEdges::unbind);
  } else if (request == "listbindings") {
    asker.topic.empty() ? tell_bindings_to_all() : list(asker, List::bindings);
  } else if (request == "listparticipants" && !asker.topic.empty()) {
    list(asker, List::participants);
  }
  return true;
}

void RouterService::tell_bindings_to_all() {
  if (enabled()) return tell_bindings_soon();
  hold_back([this] { tell_bindings(); });
}

void RouterService::refuse_change(std::string_view request, const Asker& asker) {
  const std::string json = error_answer(not_enabled, request);
  answer(asker, json);
  hold_back([this, json] { send(topic("error"), json); });
}

void RouterService::hold_back(std::function<void()> speak) {
  if (held_back_.size() < most_held_back) held_back_.push_back(std::move(speak));
  if (std::exchange(holding_, true)) return;
  for (const std::string_view name : broadcasts) {
    (void)publisher_.client().subscribe(topic(name), 1, transport::Retained::when_new);
  }
  holding_timer_->set(loop_.now() + hold_back_time, [this] { end_holding_back(); });
}

void RouterService::end_holding_back() {
  holding_ = false;
  // Before it speaks, since it would hear itself.
  for (const std::string_view name : broadcasts) (void)publisher_.client().unsubscribe(topic(name));
  for (const auto& speak : std::exchange(held_back_, {})) speak();
  publisher_.flush();
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

void RouterService::list(const Asker& asker, List list) {
  if (questions_.size() >= most_questions_waiting) return answer(asker, error_answer(too_many, {}));
  questions_.push_back({asker, list});
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
  answer_questions();
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

void RouterService::answer_questions() {
  if (questions_.empty()) return;
  publisher_.flush();
  // They may be long, so each leaves before the next one is made. Those who ask together have the same answer.
  std::array<std::string, 2> made;
  while (!questions_.empty() && !publisher_.congested()) {
    const Question next = std::move(questions_.front());
    questions_.pop_front();
    std::string& json = made.at(static_cast<std::size_t>(next.list));
    if (json.empty()) json = text_of(next.list);
    answer(next.asker, json);
    publisher_.flush();
  }
}

std::string RouterService::text_of(List list) const {
  if (list == List::bindings) return bindings_answer(live_edges_.edge_table());
  return participants_answer(configuration_->participants, live_edges_.directory(), loop_.now());
}

void RouterService::tell_bindings_soon() {
  if (std::exchange(telling_, true)) return;
  const auto now = loop_.now();
  if (now - told_ >= between_lists) return tell_bindings();
  timer_->set(told_ + between_lists, [this] {
    tell_bindings();
    publisher_.flush();
  });
}

void RouterService::tell_bindings() {
  telling_ = false;
  timer_->cancel();
  told_ = loop_.now();
  send(topic("bindings"), bindings_answer(live_edges_.edge_table()));
}

}  // namespace mfp::bridge
