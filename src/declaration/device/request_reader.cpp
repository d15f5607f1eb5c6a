#include "declaration/device/request_reader.hpp"

#include <chrono>
#include <utility>

#include "core/model/broker_settings.hpp"
#include "declaration/device/payload_reader.hpp"
#include "declaration/device/port_rules.hpp"
#include "declaration/fields/requirements.hpp"
#include "declaration/fields/template_reader.hpp"
#include "declaration/fields/typed_reader.hpp"

namespace mfp::declaration {

namespace {

constexpr Subject the_request{"the request", std::nullopt};

std::optional<core::TopicName> read_topic(const Reading& reading, const Block& block) {
  const Entry* entry = block.find(keys::topic);
  if (entry == nullptr) return std::nullopt;
  const auto text = read_substituted(reading, *entry, the_request, TemplateKind::topic);
  // The rules are those of an inport: a topic that is published to.
  if (!text || !checked_topic({reading, the_request, core::Direction::in}, *text, *entry)) return std::nullopt;
  auto topic = core::TopicName::parse(*text);
  return topic ? std::optional(*std::move(topic)) : std::nullopt;
}

std::string read_request_payload(const Reading& reading, const Block& block) {
  const Entry* entry = block.find(keys::payload);
  if (entry == nullptr) return {};
  const bool is_text = entry->value.kind() == Kind::scalar && entry->value.tag() != Tag::binary;
  const auto bytes = is_text ? read_substituted(reading, *entry, the_request, TemplateKind::text)
                             : read_payload(reading, *entry, the_request);
  return bytes.value_or("");
}

std::optional<std::chrono::seconds> read_every(const Reading& reading, const Entry& entry) {
  const auto text = read_text(reading, entry, the_request);
  if (!text) return std::nullopt;
  const auto seconds = core::parse_duration(*text);
  if (!seconds) {
    reading.report.error(entry.value, "'every' of the request: " + seconds.error().message);
    return std::nullopt;
  }
  if (*seconds < field_of(Context::request, keys::every).limits.least) {
    reading.report.error(entry.value, "'every' of the request takes at least 1s; 'at: start' sends it only once");
    return std::nullopt;
  }
  return std::chrono::seconds(*seconds);
}

std::optional<core::Request> read_request(const Reading& reading, const Value& item) {
  if (item.kind() != Kind::map) {
    reading.report.error(item, "a request must be a map like {topic: heater/get, every: 30s}" + but_is(item));
    return std::nullopt;
  }
  const ErrorScope errors(reading.report);
  const Block block(reading, item, Context::request, the_request);
  check_required(reading, block, Context::request, the_request, item);
  check_relations(reading, block, the_request);
  auto topic = read_topic(reading, block);
  std::string payload = read_request_payload(reading, block);
  const Entry* every = block.find(keys::every);
  const auto time = every == nullptr ? std::nullopt : read_every(reading, *every);
  if (const Block::Item* at = block.item(keys::at)) static_cast<void>(read_word(reading, *at, the_request));
  if (!topic || errors.any()) return std::nullopt;
  return core::Request{*std::move(topic), std::move(payload), time};
}

}  // namespace

std::vector<core::Request> read_requests(const Reading& reading, const Entry& requests) {
  std::vector<core::Request> all;
  if (requests.value.kind() == Kind::nothing) return all;
  if (requests.value.kind() != Kind::list) {
    reading.report.error(requests.value,
                         "'requests' must be a list like [{topic: heater/get, every: 30s}]" + but_is(requests.value));
    return all;
  }
  for (const Value& item : items(requests.value)) {
    if (auto request = read_request(reading, item)) all.push_back(*std::move(request));
  }
  return all;
}

}  // namespace mfp::declaration
