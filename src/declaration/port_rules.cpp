#include "declaration/port_rules.hpp"

#include "core/discovery.hpp"
#include "core/topic.hpp"

namespace mfp::declaration {

namespace {

constexpr std::string_view router_topics = "/msgrouter/";

bool is_reserved(std::string_view topic) { return topic == core::discovery_topic || topic.starts_with(router_topics); }

constexpr std::string_view reserved = " is MsgFlo's own ('fbp' and all below '/msgrouter/' are); choose another one";

bool has_wildcard(std::string_view topic) { return topic.find_first_of("+#") != std::string_view::npos; }

/// What is wrong with a queue, as the end of a sentence; empty when nothing is.
std::string queue_problem(const std::string& text) {
  if (is_reserved(text)) return std::string(reserved);
  const auto topic = core::TopicName::parse(text);
  if (topic) return {};
  if (has_wildcard(text)) {
    return " has a wildcard (`+` or `#`), which would kill MsgFlo's coordinator; a queue is one exact topic";
  }
  return ' ' + topic.error().message;
}

}  // namespace

std::optional<core::TopicFilter> checked_topic(const Rules& rules, const std::string& text, const Value& at) {
  Report& report = rules.reading.report;
  const std::string name = "topic of " + rules.subject.text();
  if (is_reserved(text)) {
    report.error(at, name + std::string(reserved));
    return std::nullopt;
  }
  if (rules.direction == core::Direction::in) {
    if (const auto exact = core::TopicName::parse(text); !exact) {
      report.error(at, name + ' ' + exact.error().message);
      return std::nullopt;
    }
  }
  auto filter = core::TopicFilter::parse(text);
  if (!filter) {
    report.error(at, name + ' ' + filter.error().message);
    return std::nullopt;
  }
  if (filter->matches(core::discovery_topic)) {
    report.warning(at, name + " also takes MsgFlo's own messages on 'fbp'; name the device's topics more closely");
  }
  return *std::move(filter);
}

std::string checked_queue(const Rules& rules, const std::string& text, const Value& at) {
  const std::string problem = queue_problem(text);
  if (!problem.empty()) rules.reading.report.error(at, "queue of " + rules.subject.text() + problem);
  return text;
}

void check_default_queue(const Rules& rules, const std::string& text, const Value& at) {
  const std::string problem = queue_problem(text);
  if (problem.empty()) return;
  rules.reading.report.error(at, "the default queue " + quoted(text) + " of " + rules.subject.text() + problem +
                                     "; name another one with 'queue'");
}

}  // namespace mfp::declaration
