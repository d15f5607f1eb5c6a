#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/example.hpp"
#include "declaration/device/port_list.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// One of `examples` as a file declares it, before it is known whose.
struct ExampleForm {
  /// Its map.
  Value at;
  core::Direction direction = core::Direction::out;
  std::string_view port;
  std::string payload;
  core::Expectation gives;
  std::optional<Entry> topic;
  std::optional<Entry> with;
};
using ExampleForms = std::vector<ExampleForm>;

/// Reads `examples`. Those that are wrong are reported and left out.
[[nodiscard]] ExampleForms read_example_forms(const Reading& reading, const Entry& examples, const DevicePorts& ports);

}  // namespace mfp::declaration
