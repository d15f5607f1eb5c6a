#include "declaration/device/example_form.hpp"

#include <algorithm>
#include <utility>

#include "core/text/suggestion.hpp"
#include "declaration/device/payload_reader.hpp"
#include "declaration/fields/requirements.hpp"

namespace mfp::declaration {

namespace {

using core::Direction;
using core::Expectation;

constexpr Subject the_example{"the example", std::nullopt};

/// The port's topic as written; nothing when it has none.
std::optional<std::string_view> topic_of(const PortSource& port) {
  if (!port.fields) return std::nullopt;
  for (const Entry& entry : entries(*port.fields)) {
    if (entry.key.text() == keys::topic.name) return entry.value.text();
  }
  return std::nullopt;
}

bool has_wildcard(std::string_view topic) {
  for (std::size_t at = topic.find_first_of("+#"); at != std::string_view::npos; at = topic.find_first_of("+#", at)) {
    if (!topic.substr(at).starts_with("#ROLE")) return true;
    ++at;
  }
  return false;
}

class ExamplesReader {
 public:
  ExamplesReader(const Reading& reading, const DevicePorts& ports) : reading_(reading), ports_(ports) {}

  void read(const Value& item) {
    if (item.kind() != Kind::map) {
      reading_.report.error(item,
                            "an example must be a map like {port: power, payload: 'on', gives: 'true'}" + but_is(item));
      return;
    }
    const ErrorScope errors(reading_.report);
    const Block block(reading_, item, Context::example, the_example);
    ExampleForm form{item, Direction::out, {}, {}, {}, std::nullopt, std::nullopt};
    if (const Entry* topic = block.find(keys::topic)) form.topic = *topic;
    if (const Entry* with = block.find(keys::with)) read_with(*with, form);
    check_required(reading_, block, Context::example, the_example, item);
    if (const Entry* port = block.find(keys::port)) read_port_name(*port, form);
    if (const Entry* payload = block.find(keys::payload)) {
      form.payload = read_payload(reading_, *payload, the_example).value_or("");
    }
    if (const Entry* gives = block.find(keys::gives)) read_gives(*gives, form.gives);
    if (!errors.any()) forms_.push_back(std::move(form));
  }

  ExampleForms take() { return std::move(forms_); }

 private:
  void read_with(const Entry& entry, ExampleForm& form) const {
    if (expect_map(reading_, entry, {"'with' of the example", std::nullopt}, "{device: plug}")) form.with = entry;
  }

  void read_port_name(const Entry& entry, ExampleForm& form) const {
    const auto name = read_text(reading_, entry, the_example);
    if (!name) return;
    form.port = *name;
    const PortSource* inport = find_port(ports_.inports, *name);
    const PortSource* outport = find_port(ports_.outports, *name);
    if (inport != nullptr && outport != nullptr) {
      reading_.report.error(entry.value, "there is an inport and an outport " + with_quotes(*name) +
                                             ", so the example could be for either; rename one of them");
    } else if (inport == nullptr && outport == nullptr) {
      refuse_unknown_port(entry.value);
    } else {
      form.direction = inport != nullptr ? Direction::in : Direction::out;
      check_topic(inport != nullptr ? *inport : *outport, entry.value, form);
    }
  }

  void refuse_unknown_port(const Value& name) const {
    if (ports_.base_is_missing) return reading_.report.count_known_error();
    std::string message = "the example is for a port " + with_quotes(name.text()) + ", which there is not";
    if (reading_.report.has_many()) return reading_.report.error(name, std::move(message));
    std::vector<std::string_view> known;
    for (const PortSource& port : ports_.inports) known.push_back(port.id());
    for (const PortSource& port : ports_.outports) known.push_back(port.id());
    if (const auto near = core::nearest(name.text(), known)) {
      message += "; did you mean '" + std::string(*near) + "'?";
    } else if (!known.empty()) {
      message += "; known are " + listed(known);
    }
    reading_.report.error(name, std::move(message));
  }

  void check_topic(const PortSource& port, const Value& at, const ExampleForm& form) const {
    const Subject subject{kind_of(form.direction), port.id()};
    const auto topic = topic_of(port);
    if (!topic) {
      reading_.report.error(at, subject.text() + " has no 'topic', so no payload comes to it; leave the example out");
    } else if (has_wildcard(*topic) && !form.topic) {
      reading_.report.error(
          at, "the topic of " + subject.text() + " has a wildcard; say with 'topic' which one this payload came on");
    }
  }

  void read_gives(const Entry& entry, Expectation& gives) const {
    if (entry.value.kind() == Kind::map) return read_gives_map(entry, gives);
    if (entry.value.kind() == Kind::list) {
      reading_.report.error(entry.value,
                            "'gives' of the example must be a text, or the word nothing or error, not a "
                            "list; put JSON in quotes");
      return;
    }
    if (entry.value.kind() == Kind::nothing) {
      reading_.report.error(entry.key.document(), entry.value_range(),
                            "'gives' of the example must be a text; write the word nothing when nothing comes, '' for "
                            "an empty text, 'null' for JSON's null");
      return;
    }
    gives.bytes = read_payload(reading_, entry, the_example).value_or("");
    // Bytes are bytes, whatever they spell.
    if (entry.value.tag() == Tag::binary) return;
    if (gives.bytes == "nothing") gives = {Expectation::Kind::nothing, {}};
    if (gives.bytes == "error") gives = {Expectation::Kind::error, {}};
  }

  void read_gives_map(const Entry& entry, Expectation& gives) const {
    const std::vector<Entry> all = entries(entry.value);
    if (all.size() == 1 && all.front().key.text() == "text") {
      gives.bytes = read_payload(reading_, all.front(), the_example).value_or("");
      return;
    }
    reading_.report.error(entry.value,
                          "'gives' of the example is a map; put JSON in quotes, and write {text: nothing} "
                          "for the text nothing itself");
  }

  const Reading& reading_;
  const DevicePorts& ports_;
  ExampleForms forms_;
};

}  // namespace

ExampleForms read_example_forms(const Reading& reading, const Entry& examples, const DevicePorts& ports) {
  if (examples.value.kind() == Kind::nothing) return {};
  if (examples.value.kind() != Kind::list) {
    reading.report.error(examples.value,
                         "'examples' must be a list like [{port: power, payload: 'on', gives: "
                         "'true'}]" +
                             but_is(examples.value));
    return {};
  }
  ExamplesReader reader(reading, ports);
  for (const Value& item : items(examples.value)) reader.read(item);
  return reader.take();
}

}  // namespace mfp::declaration
