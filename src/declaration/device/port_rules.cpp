#include "declaration/device/port_rules.hpp"

#include "core/mqtt/topic.hpp"
#include "core/msgflo/announcement.hpp"
#include "core/msgflo/binding.hpp"
#include "declaration/device/topic_habits.hpp"
#include "declaration/fields/substitution.hpp"

namespace mfp::declaration {

namespace {

constexpr const char* reserved = "is MsgFlo's own ('fbp' and all below '/msgrouter/' are); choose another one";

/// What is wrong with a queue, as the end of a sentence; empty when nothing is.
std::string queue_problem(const std::string& text) {
  if (core::is_reserved(text)) return reserved;
  const auto topic = core::TopicName::parse(text);
  if (topic) return {};
  if (core::has_wildcard(text)) {
    return "has a wildcard (`+` or `#`), which would kill MsgFlo's coordinator; a queue is one exact topic";
  }
  return topic.error().message;
}

}  // namespace

std::optional<core::TopicFilter> checked_topic(const Rules& rules, const std::string& text, const Entry& entry) {
  const Reading& reading = rules.reading;
  const SubstitutedText substituted{entry, "topic of " + rules.subject.text(), text};
  if (core::is_reserved(text)) {
    refuse_substituted(reading, substituted, reserved);
    return std::nullopt;
  }
  if (rules.direction == core::Direction::in) {
    if (const auto exact = core::TopicName::parse(text); !exact) {
      refuse_substituted(reading, substituted, exact.error().message);
      return std::nullopt;
    }
  }
  auto filter = core::TopicFilter::parse(text);
  if (!filter) {
    refuse_substituted(reading, substituted, filter.error().message);
    return std::nullopt;
  }
  if (filter->matches(core::discovery_topic)) {
    reading.report.warning(entry.value, substituted.name +
                                            " also takes MsgFlo's own messages on 'fbp'; name the device's topics "
                                            "more closely");
  }
  warn_of_odd_topic(rules, substituted.name, text, entry);
  return *std::move(filter);
}

std::string checked_queue(const Rules& rules, const std::string& text, const Entry& entry) {
  const std::string problem = queue_problem(text);
  const std::string name = "queue of " + rules.subject.text();
  if (problem.empty()) {
    warn_of_odd_topic(rules, name, text, entry);
  } else {
    refuse_substituted(rules.reading, {entry, name, text}, problem);
  }
  return text;
}

std::string default_queue(const Rules& rules, const std::string& id, const Value& at) {
  std::string queue = core::default_queue(rules.reading.role, id);
  const std::string problem = queue_problem(queue);
  if (problem.empty()) return queue;
  const std::string what = "the default queue " + with_quotes(queue) + " of " + rules.subject.text();
  const bool is_by_role = queue_problem(core::default_queue("role", id)).empty();
  if (is_by_role) {
    refuse_role(rules.reading, at, what, problem + "; choose another role, or name each queue with 'queue'");
  } else {
    rules.reading.report.error(at, what + ' ' + problem + "; name another one with 'queue'");
  }
  return queue;
}

}  // namespace mfp::declaration
