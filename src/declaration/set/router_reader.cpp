#include "declaration/set/router_reader.hpp"

#include "core/mqtt/topic.hpp"

namespace mfp::declaration {

namespace {

constexpr Subject the_router{"the router settings", std::nullopt};

/// What is wrong with an instance as one level of a topic, as the end of a sentence.
std::optional<std::string> instance_error(std::string_view instance) {
  if (instance.empty()) return "is empty; leave it out, or name one like 'default'";
  if (instance.find('/') != std::string_view::npos) return "holds a `/`, but it is one level of a topic";
  if (instance.size() > field_of(Context::router, keys::instance).limits.most) return "is longer than 1,000 bytes";
  auto topic = core::TopicName::parse(instance);
  if (!topic) return std::move(topic.error().message);
  return std::nullopt;
}

void read_instance(const Reading& reading, const Entry& entry, std::string& instance) {
  const auto text = read_text(reading, entry, the_router);
  if (!text) return;
  if (const auto error = instance_error(*text)) {
    reading.report.error(entry.value, "'instance' " + *error);
  } else {
    instance = *text;
  }
}

}  // namespace

std::optional<core::RouterSettings> read_router(const Reading& reading, const Entry& router) {
  if (!expect_map(reading, router, {"'router'", std::nullopt}, "{enabled: true}")) return std::nullopt;
  const ErrorScope errors(reading.report);
  const Block block(reading, router.value, Context::router, the_router);
  core::RouterSettings settings;
  if (const Entry* entry = block.find(keys::enabled)) settings.enabled = read_flag(reading, *entry, the_router);
  if (const Entry* entry = block.find(keys::instance)) read_instance(reading, *entry, settings.instance);
  if (const Block::Item* item = block.item(keys::most_bindings)) {
    settings.most_bindings = read_whole_number(reading, *item, the_router).value_or(settings.most_bindings);
  }
  if (const Block::Item* item = block.item(keys::largest_request)) {
    settings.largest_request = read_whole_number(reading, *item, the_router).value_or(settings.largest_request);
  }
  if (errors.any()) return std::nullopt;
  return settings;
}

}  // namespace mfp::declaration
