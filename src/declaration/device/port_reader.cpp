#include "declaration/device/port_reader.hpp"

#include <utility>

#include "declaration/device/conversion_reader.hpp"
#include "declaration/device/port_rules.hpp"
#include "declaration/device/relay_options.hpp"
#include "declaration/device/type_slip.hpp"
#include "declaration/fields/template_reader.hpp"

namespace mfp::declaration {

namespace {

using core::Direction;
using core::RetainPolicy;

void check_key_against_id(const Reading& reading, const Block& block, const Subject& subject) {
  const Entry* id = block.find(keys::id);
  if (id == nullptr || id->value.text() == *subject.name) return;
  reading.report.error(id->key, "'id' of " + subject.text() + " is another name than its key; leave it out");
}

void read_topics(const Rules& rules, const Block& block, core::Port& port) {
  if (const Entry* entry = block.find(keys::topic)) {
    const auto text = read_substituted(rules.reading, *entry, rules.subject, TemplateKind::topic);
    if (text) port.topic = checked_topic(rules, *text, *entry);
  }
  if (const Entry* entry = block.find(keys::queue)) {
    const auto text = read_substituted(rules.reading, *entry, rules.subject, TemplateKind::topic);
    if (text) port.queue = checked_queue(rules, *text, *entry);
  }
}

void read_fields(const Rules& rules, const Value& fields, core::Port& port) {
  const Reading& reading = rules.reading;
  const Block block(reading, fields, Context::port, rules.subject);
  check_key_against_id(reading, block, rules.subject);
  if (const Entry* entry = block.find(keys::type)) {
    if (const auto text = read_text(reading, *entry, rules.subject)) {
      port.type = *text;
      warn_of_type_slip(reading, *entry, rules.subject);
    }
  }
  read_topics(rules, block, port);
  if (const Block::Item* item = block.item(keys::qos)) port.qos = read_qos(reading, *item, rules.subject);
  if (const Block::Item* item = block.item(keys::retain)) {
    port.retain = read_retain(reading, *item, rules.subject).value_or(port.retain);
  }
  port.conversion = read_conversion(rules, block, fields, port.type);
  port.extras = read_extras(reading, block, rules.subject);
}

}  // namespace

std::optional<core::Port> read_port(const Reading& reading, const PortSource& source, Direction direction) {
  const ErrorScope errors(reading.report);
  const Subject subject{kind_of(direction), source.id()};
  core::Port port;
  port.id = source.id();
  port.mark = source.name.mark();
  port.retain = direction == Direction::in ? RetainPolicy::never : RetainPolicy::keep;
  if (port.id.empty()) reading.report.error(source.name, std::string(kind_of(direction)) + " without a name");
  const Rules rules{reading, subject, direction};
  if (source.fields) read_fields(rules, *source.fields, port);
  if (port.queue.empty() && !errors.any()) {
    port.queue = default_queue(rules, port.id, source.name);
  }
  if (errors.any()) return std::nullopt;
  return port;
}

std::vector<core::Port> read_ports(const Reading& reading, const PortSources& sources, Direction direction) {
  std::vector<core::Port> ports;
  ports.reserve(sources.size());
  for (const PortSource& source : sources) {
    if (auto port = read_port(reading, source, direction)) ports.push_back(*std::move(port));
  }
  return ports;
}

}  // namespace mfp::declaration
