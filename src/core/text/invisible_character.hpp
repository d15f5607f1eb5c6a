#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mfp::core {

/// A character that a person takes for a blank, or does not see at all, in a text.
struct InvisibleCharacter {
  enum class Look : std::uint8_t { blank, nothing };

  std::size_t offset = 0;
  std::size_t length = 0;
  char32_t code = 0;
  std::string_view name;
  Look look = Look::blank;
};

/// The first one at or behind `from`; ASCII's own blanks and control characters are none. Cost: O(text), a comparison
/// for each byte of ASCII.
[[nodiscard]] std::optional<InvisibleCharacter> find_invisible(std::string_view text, std::size_t from = 0);

/// `a no-break space (U+00A0)`.
[[nodiscard]] std::string to_text(const InvisibleCharacter& character);

/// `which looks like a blank but is none; write a blank instead`: the end of a sentence that names the character.
[[nodiscard]] std::string_view cure_of(const InvisibleCharacter& character);

}  // namespace mfp::core
