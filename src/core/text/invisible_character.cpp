#include "core/text/invisible_character.hpp"

#include <algorithm>
#include <array>

#include "core/text/text.hpp"

namespace mfp::core {

namespace {

using Look = InvisibleCharacter::Look;

struct Known {
  char32_t first;
  char32_t last;
  std::string_view name;
  Look look;
};

/// Unicode 15, ascending. Word processors, web pages and chats bring them along.
constexpr std::array known = {
    Known{0x0085, 0x0085, "next line", Look::nothing},
    Known{0x00A0, 0x00A0, "no-break space", Look::blank},
    Known{0x00AD, 0x00AD, "soft hyphen", Look::nothing},
    Known{0x061C, 0x061C, "direction mark", Look::nothing},
    Known{0x1680, 0x1680, "Ogham space", Look::blank},
    Known{0x180E, 0x180E, "vowel separator", Look::nothing},
    Known{0x2000, 0x200A, "space of typesetting", Look::blank},
    Known{0x200B, 0x200B, "zero width space", Look::nothing},
    Known{0x200C, 0x200C, "zero width non-joiner", Look::nothing},
    Known{0x200D, 0x200D, "zero width joiner", Look::nothing},
    Known{0x200E, 0x200F, "direction mark", Look::nothing},
    Known{0x2028, 0x2028, "line separator", Look::nothing},
    Known{0x2029, 0x2029, "paragraph separator", Look::nothing},
    Known{0x202A, 0x202E, "direction mark", Look::nothing},
    Known{0x202F, 0x202F, "narrow no-break space", Look::blank},
    Known{0x205F, 0x205F, "space of typesetting", Look::blank},
    Known{0x2060, 0x2060, "word joiner", Look::nothing},
    Known{0x2066, 0x2069, "direction mark", Look::nothing},
    Known{0x3000, 0x3000, "ideographic space", Look::blank},
    Known{0xFEFF, 0xFEFF, "byte order mark", Look::nothing},
};

const Known* find_known(char32_t code) {
  const auto* const found = std::lower_bound(known.begin(), known.end(), code,
                                             [](const Known& one, char32_t sought) { return one.last < sought; });
  return found != known.end() && found->first <= code ? found : nullptr;
}

}  // namespace

std::optional<InvisibleCharacter> find_invisible(std::string_view text, std::size_t from) {
  for (std::size_t position = from; position < text.size();) {
    const std::size_t start = position;
    const auto code = static_cast<unsigned char>(text[position]) < 0x80 ? std::nullopt : next_character(text, position);
    if (!code) {
      ++position;
    } else if (const Known* found = find_known(*code)) {
      return InvisibleCharacter{start, position - start, *code, found->name, found->look};
    }
  }
  return std::nullopt;
}

std::string to_text(const InvisibleCharacter& character) {
  const bool vowel = std::string_view("aeiouAEIOU").find(character.name.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(character.name) + " (" + code_point(character.code) + ')';
}

std::string_view cure_of(const InvisibleCharacter& character) {
  return character.look == Look::blank ? "which looks like a blank but is none; write a blank instead"
                                       : "which nobody sees; delete it";
}

}  // namespace mfp::core
