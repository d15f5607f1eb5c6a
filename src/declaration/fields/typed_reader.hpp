#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "declaration/fields/block.hpp"
#include "declaration/yaml/scalar.hpp"

namespace mfp::declaration {

/// Whether the value is a scalar of one of `types`; else reports that the entry takes `what`.
[[nodiscard]] bool expect_scalar(const Reading& reading, const Entry& entry, const Subject& subject,
                                 std::initializer_list<ScalarType> types, const std::string& what);

/// A boolean; false, and a report, for all else.
[[nodiscard]] bool read_flag(const Reading& reading, const Entry& entry, const Subject& subject);

/// A whole number within the limits of its row; nothing, and a report that says what they are, for all else.
[[nodiscard]] std::optional<std::uint32_t> read_whole_number(const Reading& reading, const Block::Item& item,
                                                             const Subject& subject);

/// One of the words of its row; nothing, and a report, for all else. `meant` is the word that a person is known to have
/// meant.
[[nodiscard]] std::optional<std::string_view> read_word(const Reading& reading, const Block::Item& item,
                                                        const Subject& subject,
                                                        std::optional<std::string_view> meant = std::nullopt);

/// `keep, never or always`.
[[nodiscard]] std::string alternatives(std::span<const std::string_view> words);

}  // namespace mfp::declaration
