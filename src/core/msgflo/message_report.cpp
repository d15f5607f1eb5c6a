#include "core/msgflo/message_report.hpp"

#include <algorithm>

#include "core/json/json_document.hpp"
#include "core/json/json_view.hpp"
#include "core/json/json_writer.hpp"
#include "core/mqtt/topic.hpp"
#include "core/msgflo/binding.hpp"

namespace mfp::core {

namespace {

constexpr std::string_view answers = "/answers/";
constexpr std::string_view skipped = "skipped";
constexpr std::string_view refused = "refused";

}  // namespace

bool is_report_topic(std::string_view topic) {
  if (!topic.starts_with(router_topics) || !TopicName::parse(topic)) return false;
  const std::string_view below = topic.substr(router_topics.size());
  return below.substr(std::min(below.find('/'), below.size())).starts_with(answers);
}

std::string to_json(const MessageReport& report) {
  std::string json;
  JsonWriter object(json);
  object.begin_object();
  object.add("port", report.port);
  object.add("outcome", report.outcome == MessageReport::Outcome::skipped ? skipped : refused);
  object.add("reason", report.reason);
  object.end_object();
  return json;
}

std::optional<MessageReport> read_report(std::string_view json) {
  JsonDocument document;
  if (document.read(json) != JsonDocument::Outcome::json) return std::nullopt;
  const JsonView root(document.nodes(), 0);
  const std::string_view outcome = root.text_of("outcome");
  if (outcome != skipped && outcome != refused) return std::nullopt;
  return MessageReport{std::string(root.text_of("port")),
                       outcome == skipped ? MessageReport::Outcome::skipped : MessageReport::Outcome::refused,
                       std::string(root.text_of("reason"))};
}

}  // namespace mfp::core
