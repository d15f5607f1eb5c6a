#include <algorithm>

#include "core/json/json_document.hpp"
#include "core/json/json_view.hpp"
#include "core/json/json_writer.hpp"
#include "core/mqtt/topic.hpp"
#include "core/msgflo/announcement.hpp"
#include "core/msgflo/binding.hpp"

namespace mfp::core {

namespace {

constexpr std::size_t most_bytes = 1'048'576;
constexpr std::size_t longest_text = 1000;
constexpr std::size_t most_ports = 1000;

bool all_short(std::initializer_list<std::string_view> texts) {
  return std::all_of(texts.begin(), texts.end(), [](std::string_view text) { return text.size() <= longest_text; });
}

/// False when there are too many ports.
bool read_ports(const JsonView& payload, std::string_view key, const std::string& role, std::vector<Port>& ports) {
  const auto list = payload.member(key);
  if (!list || list->kind() != JsonNode::Kind::array) return true;
  bool fits = true;
  list->for_each_child([&](const JsonView& item) {
    Port port;
    port.id = item.text_of("id");
    port.queue = item.text_of("queue");
    if (port.id.empty() || !all_short({port.id, port.queue})) return;
    if (port.queue.empty()) port.queue = default_queue(role, port.id);
    port.type = item.text_of("type").substr(0, longest_text);
    if (!TopicName::parse(port.queue) || is_reserved(port.queue)) return;
    fits = fits && ports.size() < most_ports;
    if (fits) ports.push_back(std::move(port));
  });
  return fits;
}

void read_extra(const JsonView& payload, std::string_view key, Participant& participant) {
  const std::string_view text = payload.text_of(key);
  if (text.empty() || text.size() > longest_text) return;
  participant.extras.push_back({std::string(key), json_string(text)});
}

}  // namespace

Result<Participant> read_announcement(std::string_view message) {
  if (message.size() > most_bytes) return fail("has more than 1 MiB");
  JsonDocument document;
  if (document.read(message) != JsonDocument::Outcome::json) return fail("is no JSON");
  const JsonView root(document.nodes(), 0);
  const auto payload = root.member("payload");
  if (root.text_of("protocol") != "discovery" || root.text_of("command") != "participant" || !payload) {
    return fail("is no discovery message of a participant");
  }
  Participant participant;
  participant.role = payload->text_of("role");
  participant.id = payload->text_of("id");
  participant.component = payload->text_of("component");
  if (participant.role.empty()) return fail("has no role");
  if (!all_short({participant.role, participant.id, participant.component})) return fail("has a text that is too long");
  if (participant.id.empty()) participant.id = participant.role;
  read_extra(*payload, "label", participant);
  read_extra(*payload, "icon", participant);
  if (!read_ports(*payload, "inports", participant.role, participant.inports) ||
      !read_ports(*payload, "outports", participant.role, participant.outports)) {
    return fail("has more than 1,000 ports");
  }
  return participant;
}

}  // namespace mfp::core
