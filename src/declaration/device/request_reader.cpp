#include "declaration/device/request_reader.hpp"

#include <chrono>
#include <utility>

#include "core/model/broker_settings.hpp"
#include "declaration/device/payload_reader.hpp"
#include "declaration/device/port_rules.hpp"
#include "declaration/fields/template_reader.hpp"

namespace mfp::declaration {

namespace {

constexpr Subject the_request{"the request", std::nullopt};

std::optional<core::TopicName> read_topic(const Reading& reading, const Block& block, const Value& item) {
  const Entry* entry = block.find("topic");
  if (entry == nullptr) {
    reading.report.error(item.document(), {item.range().position, 1}, "the request has no 'topic'");
    return std::nullopt;
  }
  const auto text = read_substituted(reading, *entry, the_request, TemplateKind::topic);
  // The rules are those of an inport: a topic that is published to.
  if (!text || !checked_topic({reading, the_request, core::Direction::in}, *text, *entry)) return std::nullopt;
  auto topic = core::TopicName::parse(*text);
  return topic ? std::optional(*std::move(topic)) : std::nullopt;
}

std::string read_request_payload(const Reading& reading, const Block& block) {
  const Entry* entry = block.find("payload");
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
  if (*seconds == 0) {
    reading.report.error(entry.value, "'every' of the request takes at least 1s; 'at: start' sends it only once");
    return std::nullopt;
  }
  return std::chrono::seconds(*seconds);
}

void check_moment(const Reading& reading, const Block& block, const Value& item) {
  const Entry* at = block.find("at");
  const Entry* every = block.find("every");
  if (at != nullptr && every != nullptr) {
    reading.report.error(at->key, "a request has either 'every' or 'at'; one with 'every' is sent at the start too");
  } else if (at == nullptr && every == nullptr) {
    reading.report.error(item.document(), {item.range().position, 1},
                         "the request does not say when; add 'every: 30s' or 'at: start'");
  } else if (at != nullptr && at->value.text() != "start") {
    reading.report.error(
        at->key.document(), at->value_range(),
        "'at' of the request takes start" +
            (at->value.kind() == Kind::scalar ? ", not " + with_quotes(at->value.text()) : but_is(at->value)));
  }
}

std::optional<core::Request> read_request(const Reading& reading, const Value& item) {
  if (item.kind() != Kind::map) {
    reading.report.error(item, "a request must be a map like {topic: heater/get, every: 30s}" + but_is(item));
    return std::nullopt;
  }
  const std::size_t errors_before = reading.report.errors();
  const Block block(reading, item, Context::request, the_request);
  auto topic = read_topic(reading, block, item);
  std::string payload = read_request_payload(reading, block);
  const Entry* every = block.find("every");
  const auto time = every == nullptr ? std::nullopt : read_every(reading, *every);
  check_moment(reading, block, item);
  if (!topic || reading.report.errors() != errors_before) return std::nullopt;
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
