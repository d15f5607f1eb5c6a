#include "declaration/device/example_reader.hpp"

#include <algorithm>
#include <utility>

#include "declaration/device/port_reader.hpp"
#include "declaration/fields/substitution.hpp"
#include "declaration/fields/template_reader.hpp"

namespace mfp::declaration {

namespace {

constexpr Subject the_example{"the example", std::nullopt};

class ExampleReader {
 public:
  ExampleReader(const Reading& reading, const ExampleOwner& owner) : reading_(reading), owner_(owner) {}

  std::optional<core::Example> read(const ExampleForm& form) const {
    if (form.with) return read_with(form);
    const core::Port* port = find(form);
    // A port that is not there had an error of its own.
    return port == nullptr ? std::nullopt : made(reading_, form, *port);
  }

 private:
  [[nodiscard]] const std::vector<core::Port>& ports_of(const ExampleForm& form) const {
    return owner_.participant.ports(form.direction);
  }

  [[nodiscard]] const core::Port* find(const ExampleForm& form) const {
    const std::vector<core::Port>& ports = ports_of(form);
    const auto found =
        std::find_if(ports.begin(), ports.end(), [&](const core::Port& port) { return port.id == form.port; });
    return found == ports.end() ? nullptr : &*found;
  }

  [[nodiscard]] std::optional<core::Example> read_with(const ExampleForm& form) const {
    const Giving giving{&*form.with, nullptr, WithoutValue::takes_its_name};
    const auto parameters = give_values(reading_, owner_.definition.parameters, *owner_.definition.document, giving);
    Reading reading = reading_;
    reading.parameters = parameters;
    const PortSource* source = find_port(owner_.definition.ports.of(form.direction), form.port);
    const auto port = source == nullptr ? std::nullopt : read_port(reading, *source, form.direction);
    return port ? made(reading, form, *port) : std::nullopt;
  }

  [[nodiscard]] std::optional<core::Example> made(const Reading& reading, const ExampleForm& form,
                                                  const core::Port& port) const {
    core::Example example;
    example.direction = form.direction;
    const core::Port* known = find(form);
    if (known == nullptr || !port.topic) return std::nullopt;
    example.port = static_cast<std::uint32_t>(known - ports_of(form).data());
    example.topic = port.topic->text();
    if (form.topic && !read_topic(reading, *form.topic, *port.topic, example.topic)) return std::nullopt;
    example.payload = form.payload;
    example.gives = form.gives;
    example.file = form.at.document().index;
    example.mark = form.at.mark();
    example.conversion = port.conversion;
    return example;
  }

  static bool read_topic(const Reading& reading, const Entry& entry, const core::TopicFilter& filter,
                         std::string& topic) {
    const auto text = read_substituted(reading, entry, the_example, TemplateKind::topic);
    if (!text) return false;
    topic = *text;
    const auto name = core::TopicName::parse(topic);
    if (!name) {
      refuse_substituted(reading, {entry, name_of(entry, the_example), topic}, name.error().message);
    } else if (!filter.matches(topic)) {
      reading.report.error(entry.value, name_of(entry, the_example) + " is " + with_quotes(topic) +
                                            ", which the port's topic " + with_quotes(filter.text()) +
                                            " does not take");
    }
    return name && filter.matches(topic);
  }

  const Reading& reading_;
  ExampleOwner owner_;
};

}  // namespace

std::vector<core::Example> read_examples(const Reading& reading, const ExampleForms& forms, const ExampleOwner& owner) {
  const ExampleReader reader(reading, owner);
  std::vector<core::Example> examples;
  for (const ExampleForm& form : forms) {
    if (auto example = reader.read(form)) examples.push_back(*std::move(example));
  }
  return examples;
}

void check_example_topics(const Reading& reading, const Definition& definition) {
  core::Participant participant;
  for (const ExampleForm& form : definition.examples) {
    if (!form.topic && !form.with) continue;
    // Only the ports are read that these examples are for.
    std::vector<core::Port>& ports = form.direction == core::Direction::in ? participant.inports : participant.outports;
    ports.clear();
    const PortSource* source = find_port(definition.ports.of(form.direction), form.port);
    auto port = source == nullptr ? std::nullopt : read_port(reading, *source, form.direction);
    if (port) ports.push_back(*std::move(port));
    static_cast<void>(ExampleReader(reading, {participant, definition}).read(form));
  }
}

}  // namespace mfp::declaration
