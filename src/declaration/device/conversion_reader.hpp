#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "core/conversion/conversion.hpp"
#include "declaration/device/port_rules.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// The conversions that do not depend on who uses the definition, by the port's place in it: thousands of devices of
/// one kind share them.
class ConversionCache {
 public:
  /// Null when there is none yet.
  [[nodiscard]] std::shared_ptr<const core::Conversion> find(const Value& fields, core::Direction direction) const;
  void keep(const Value& fields, core::Direction direction, std::shared_ptr<const core::Conversion> conversion);

 private:
  std::unordered_map<std::uint64_t, std::shared_ptr<const core::Conversion>> by_place_;
};

/// Reads the steps of a port, whose map is `fields`, and compiles them. Null when there are none, and when one of them
/// is wrong, which is reported.
[[nodiscard]] std::shared_ptr<const core::Conversion> read_conversion(const Rules& rules, const Block& block,
                                                                      const Value& fields, const std::string& type);

}  // namespace mfp::declaration
