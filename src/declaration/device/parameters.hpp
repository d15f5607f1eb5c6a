#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/conversion/value/pattern.hpp"
#include "declaration/fields/block.hpp"

namespace mfp::declaration {

/// A parameter as a definition declares it.
struct ParameterSpec {
  /// Its key.
  Value name;
  /// A scalar, in which `{role}` may stand.
  std::optional<Entry> default_value;
  std::string_view description;
  std::string_view pattern_text;
  /// Null where any value will do.
  std::shared_ptr<const core::Pattern> pattern;
};
using ParameterSpecs = std::vector<ParameterSpec>;

/// Reads `params`: a map of names to defaults, to nothing, or to maps of Context::parameter.
[[nodiscard]] ParameterSpecs read_parameter_specs(const Reading& reading, const Entry& params);

/// What is to be done about a parameter that has neither a value nor a default.
enum class WithoutValue : std::uint8_t {
  /// Reported where the definition is used.
  refused_at_use,
  /// Reported where the definition declares it: nobody can give it a value.
  refused_at_declaration,
  /// It has its own name as its value: definitions that are tested by themselves.
  takes_its_name
};

/// Where the values of parameters come from.
struct Giving {
  /// `with`; null when there is none.
  const Entry* with = nullptr;
  /// `use`; needed for WithoutValue::refused_at_use.
  const Entry* use = nullptr;
  WithoutValue without_value = WithoutValue::refused_at_use;
  /// Whether there may be other parameters, of a base that could not be read: no name is unknown then.
  bool base_is_missing = false;
};

/// The value of each parameter, in the order of `specs`. Unknown names, missing values and values that do not match
/// their pattern are reported. `reading` is that of the file that gives the values.
[[nodiscard]] std::vector<Parameter> give_values(const Reading& reading, const ParameterSpecs& specs,
                                                 const Document& definition, const Giving& giving);

}  // namespace mfp::declaration
