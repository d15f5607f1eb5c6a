#pragma once

#include <optional>
#include <vector>

#include "core/model/participant.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// A port as a file declares it.
struct PortSource {
  /// The value that holds its name: its key, or its `id` in a list.
  Value name;
  /// A map; nothing for a port without keys.
  std::optional<Value> fields;

  [[nodiscard]] std::string_view id() const { return name.text(); }
};
using PortSources = std::vector<PortSource>;

/// The ports that a definition has, with inherited ones.
struct DevicePorts {
  PortSources inports;
  PortSources outports;
  /// Whether a base that could not be read may have others; then nobody can say that there is none of a name.
  bool base_is_missing = false;

  [[nodiscard]] const PortSources& of(core::Direction direction) const {
    return direction == core::Direction::in ? inports : outports;
  }
};

/// The ports of `inports` or `outports`, a map or a list. What is no port is reported and left out.
[[nodiscard]] PortSources list_ports(const Reading& reading, const Entry& ports, core::Direction direction);

/// `ports` with those of `base` that they do not declare: one that they have takes the place of the inherited one, one
/// without keys (null) takes it away. Reports a null that takes nothing away.
[[nodiscard]] PortSources with_inherited(const Reading& reading, const PortSources& ports, const DevicePorts& base,
                                         core::Direction direction);

/// Null when there is none of that name.
[[nodiscard]] const PortSource* find_port(const PortSources& ports, std::string_view id);

/// `inport` or `outport`.
[[nodiscard]] std::string_view kind_of(core::Direction direction);

}  // namespace mfp::declaration
