#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/text/result.hpp"
#include "declaration/yaml/value.hpp"

namespace mfp::declaration {

/// The types of YAML 1.2's core schema (section 10.3.2), which knows no `yes` and `no`.
enum class ScalarType : std::uint8_t { text, integer, number, boolean, nothing };

/// The type that a plain (unquoted) scalar has by its spelling.
[[nodiscard]] ScalarType plain_type(std::string_view text);

/// The type of a scalar: by its tag, its quotes or its spelling.
[[nodiscard]] ScalarType scalar_type(const Value& scalar);

/// The scalar as JSON text. Numbers keep their digits, however many; spellings that JSON does not have (`+1`, `.5`,
/// `0x1F`, `007`) are turned into ones that it has. Errors: `.inf` and `.nan`, a tag that the text does not fit,
/// as the end of a sentence that begins with the scalar's name.
[[nodiscard]] core::Result<std::string> scalar_to_json(const Value& scalar);

/// `a text`, `a number`, `a boolean`, `nothing`, `bytes (!!binary)`.
[[nodiscard]] std::string_view scalar_name(const Value& scalar);

}  // namespace mfp::declaration
