#include "declaration/device/echo_reader.hpp"

#include <algorithm>

#include "core/text/suggestion.hpp"
#include "declaration/device/port_list.hpp"

namespace mfp::declaration {

namespace {

using core::Direction;

class EchoReader {
 public:
  EchoReader(const Reading& reading, const EchoOwner& owner) : reading_(reading), owner_(owner) {}

  std::optional<std::uint32_t> find(const Value& name, Direction direction) const {
    const std::vector<core::Port>& ports =
        direction == Direction::in ? owner_.participant.inports : owner_.participant.outports;
    const auto found =
        std::find_if(ports.begin(), ports.end(), [&](const core::Port& port) { return port.id == name.text(); });
    const Subject subject{kind_of(direction), name.text()};
    if (found == ports.end()) {
      const bool inherited = &name.document() != &owner_.document;
      const bool is_told = find_port(owner_.declared.of(direction), name.text()) != nullptr;
      if (!inherited && !is_told && !owner_.declared.base_is_missing) {
        refuse_unknown(name, subject, owner_.declared.of(direction));
      }
      return std::nullopt;
    }
    if (!found->topic) {
      reading_.report.error(name, subject.text() + " has no 'topic', so nothing can be told on it");
      return std::nullopt;
    }
    return static_cast<std::uint32_t>(found - ports.begin());
  }

 private:
  void refuse_unknown(const Value& name, const Subject& subject, const PortSources& ports) const {
    std::string message = "there is no " + subject.text();
    if (reading_.report.has_many()) return reading_.report.error(name, std::move(message));
    std::vector<std::string_view> known;
    known.reserve(ports.size());
    for (const PortSource& port : ports) known.push_back(port.id());
    if (const auto near = core::nearest(name.text(), known)) {
      message += "; did you mean '" + std::string(*near) + "'?";
    } else {
      if (!known.empty()) message += "; known are " + listed(known);
      message += "; 'echo' is a map of inports to the outports that answer them";
    }
    reading_.report.error(name, std::move(message));
  }

  const Reading& reading_;
  const EchoOwner& owner_;
};

}  // namespace

std::vector<core::DeviceEcho> read_echoes(const Reading& reading, const Entry& echo, const EchoOwner& owner) {
  std::vector<core::DeviceEcho> echoes;
  if (echo.value.kind() == Kind::nothing) return echoes;
  if (!expect_map(reading, echo, {"'echo'", std::nullopt}, "{power: state}")) return echoes;
  const EchoReader reader(reading, owner);
  for (const Entry& entry : entries(echo.value)) {
    if (!read_text(reading, entry, {"'echo'", std::nullopt})) continue;
    const auto command = reader.find(entry.key, Direction::in);
    const auto state = reader.find(entry.value, Direction::out);
    if (command && state) echoes.push_back({*command, *state});
  }
  return echoes;
}

}  // namespace mfp::declaration
