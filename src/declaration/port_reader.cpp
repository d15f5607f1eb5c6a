#include "declaration/port_reader.hpp"

#include <unordered_map>
#include <utility>

#include "declaration/port_rules.hpp"
#include "declaration/relay_options.hpp"

namespace mfp::declaration {

namespace {

using core::Direction;
using core::RetainPolicy;

std::string_view kind_of(Direction direction) { return direction == Direction::in ? "inport" : "outport"; }

std::string with_role(std::string_view text, std::string_view role) {
  constexpr std::string_view placeholder = "#ROLE";
  std::string out;
  for (std::size_t found = text.find(placeholder); found != std::string_view::npos; found = text.find(placeholder)) {
    out += text.substr(0, found);
    out += role;
    text.remove_prefix(found + placeholder.size());
  }
  return out += text;
}

/// One `inports:` or `outports:`.
class PortsReader {
 public:
  PortsReader(const Reading& reading, Direction direction) : reading_(reading), direction_(direction) {}

  void read_map(const Value& map) {
    const std::vector<Entry> all = entries(map);
    ports_.reserve(all.size());
    for (const Entry& entry : all) {
      const Subject subject{kind_of(direction_), entry.key.text()};
      if (entry.value.kind() == Kind::nothing) {
        read_fields(nullptr, entry.key, subject);
      } else if (expect_map(reading_, entry, subject, "{topic: heater/state}")) {
        const Block block(reading_, entry.value, Context::port, subject);
        check_key_against_id(block, subject);
        read_fields(&block, entry.key, subject);
      }
    }
  }

  void read_list(const Value& list) {
    for (const Value& item : items(list)) {
      const Subject nameless{direction_ == Direction::in ? "an inport" : "an outport", std::nullopt};
      if (item.kind() != Kind::map) {
        reading_.report.error(item, "a port in a list must be a map with 'id'" + but_is(item));
      } else {
        read_list_item(item, nameless);
      }
    }
  }

  std::vector<core::Port> take() { return std::move(ports_); }

 private:
  void read_list_item(const Value& item, const Subject& nameless) {
    const Subject subject{kind_of(direction_), id_of(item)};
    const Block block(reading_, item, Context::port, subject.name ? subject : nameless);
    const Entry* id = block.find("id");
    if (id == nullptr) {
      reading_.report.error(item, nameless.text() + " has no 'id'; ports in a list need one");
      return;
    }
    if (!read_text(reading_, *id, nameless)) return;
    const auto [first, added] = lines_.emplace(id->value.text(), id->value.mark().line);
    if (!added) {
      reading_.report.error(
          id->value, "a second " + subject.text() + "; the first one is in line " + std::to_string(first->second));
      return;
    }
    read_fields(&block, id->value, subject);
  }

  static std::optional<std::string_view> id_of(const Value& item) {
    for (const Entry& entry : entries(item)) {
      if (entry.key.text() == "id" && entry.value.kind() == Kind::scalar) return entry.value.text();
    }
    return std::nullopt;
  }

  void check_key_against_id(const Block& block, const Subject& subject) {
    const Entry* id = block.find("id");
    if (id == nullptr || id->value.text() == *subject.name) return;
    reading_.report.error(id->key, "'id' of " + subject.text() + " is another name than its key; leave it out");
  }

  /// `named_by` is the value that holds the port's name; `block` is null for a port without keys.
  void read_fields(const Block* block, const Value& named_by, const Subject& subject) {
    const std::size_t errors_before = reading_.report.errors();
    core::Port port;
    port.id = named_by.text();
    port.mark = named_by.mark();
    port.retain = direction_ == Direction::in ? RetainPolicy::never : RetainPolicy::keep;
    if (port.id.empty()) reading_.report.error(named_by, std::string(kind_of(direction_)) + " without a name");
    const Rules rules{reading_, subject, direction_};
    if (block != nullptr) read_present(*block, port, rules);
    if (port.queue.empty() && reading_.report.errors() == errors_before) {
      port.queue = core::default_queue(reading_.role, port.id);
      check_default_queue(rules, port.queue, named_by);
    }
    if (reading_.report.errors() == errors_before) ports_.push_back(std::move(port));
  }

  void read_present(const Block& block, core::Port& port, const Rules& rules) {
    if (const Entry* entry = block.find("type")) {
      if (const auto text = read_text(reading_, *entry, rules.subject)) port.type = *text;
    }
    if (const Entry* entry = block.find("topic")) {
      if (const auto text = read_text(reading_, *entry, rules.subject)) {
        port.topic = checked_topic(rules, with_role(*text, reading_.role), entry->value);
      }
    }
    if (const Entry* entry = block.find("queue")) {
      if (const auto text = read_text(reading_, *entry, rules.subject)) {
        port.queue = checked_queue(rules, with_role(*text, reading_.role), entry->value);
      }
    }
    if (const Entry* entry = block.find("qos")) port.qos = read_qos(reading_, *entry, rules.subject);
    if (const Entry* entry = block.find("retain"))
      port.retain = read_retain(reading_, *entry, rules.subject).value_or(port.retain);
    port.extras = read_extras(reading_, block, rules.subject);
  }

  const Reading& reading_;
  Direction direction_;
  std::vector<core::Port> ports_;
  std::unordered_map<std::string_view, std::uint32_t> lines_;
};

}  // namespace

std::vector<core::Port> read_ports(const Reading& reading, const Entry& ports, Direction direction) {
  PortsReader reader(reading, direction);
  if (ports.value.kind() == Kind::map) {
    reader.read_map(ports.value);
  } else if (ports.value.kind() == Kind::list) {
    reader.read_list(ports.value);
  } else if (ports.value.kind() != Kind::nothing) {
    reading.report.error(ports.value, quoted(ports.key.text()) + " must be a map of ports" + but_is(ports.value));
  }
  return reader.take();
}

}  // namespace mfp::declaration
