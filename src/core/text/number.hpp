#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mfp::core {

/// Whether the text is a number as JSON writes it (RFC 8259 section 6); NaN and infinity are not.
[[nodiscard]] bool is_json_number(std::string_view text);

/// Reads a number as people and devices write it: blanks around it, a `+`, leading zeros, `.5` and `5.` are taken too.
/// Appends it to `out` as JSON writes it, with all its digits. False, and nothing appended, for all else.
[[nodiscard]] bool append_number(std::string_view text, std::string& out);

/// The nearest double of a JSON number; nothing when it is beyond the largest one.
[[nodiscard]] std::optional<double> to_double(std::string_view json_number);

/// A computed number for JSON: at most 15 significant digits, no trailing zeros, no `-0`; with an exponent when it is
/// from 1e21 on or below 1e-6. `number` is finite.
void append_computed(double number, std::string& out);

/// Rounds a JSON number to `places` digits after the point, half away from zero, by its decimal digits: 2.675 is 2.68.
/// Integers without an exponent stay as they are, however large. Written as `append_computed` does.
/// False for a number beyond the largest double.
[[nodiscard]] bool append_rounded(std::string_view json_number, int places, std::string& out);

/// Whether two JSON numbers are the same number: 7 is 7.0.
[[nodiscard]] bool same_number(std::string_view a, std::string_view b);

}  // namespace mfp::core
