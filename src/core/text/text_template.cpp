#include "core/text/text_template.hpp"

#include <algorithm>
#include <utility>

namespace mfp::core {

namespace {

bool is_letter(char letter) { return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z'); }

bool continues_name(char letter) {
  return is_letter(letter) || (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
}

/// What keeps the text between two braces from being a name, as the end of a sentence; empty when nothing does.
std::string name_problem(std::string_view inside) {
  const std::size_t dot = inside.find('.');
  const std::string_view name = inside.substr(0, dot);
  const bool has_empty_part = dot != std::string_view::npos && dot + 1 == inside.size();
  if (is_template_name(name) && !has_empty_part) return {};
  if (inside.empty()) return "holds `{}`, which names nothing; write `{{}}` for the braces themselves";
  std::string message = "holds `{" + std::string(inside) + "}`, which ";
  message += has_empty_part ? "names nothing after its dot" : "is no name (a letter, then letters, digits, `_` or `-`)";
  return message + "; write `{{` and `}}` for the braces themselves";
}

/// Takes a template apart from its beginning to its end.
class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {}

  tl::expected<std::vector<TemplatePiece>, TextProblem> cut() {
    while (at_ < text_.size()) {
      const std::size_t brace = std::min(text_.find_first_of("{}", at_), text_.size());
      add_text(text_.substr(at_, brace - at_));
      at_ = brace;
      if (at_ == text_.size()) break;
      if (auto problem = take_brace(); !problem.message.empty()) return tl::unexpected(std::move(problem));
    }
    return std::move(pieces_);
  }

 private:
  TextProblem take_brace() {
    const char brace = text_[at_];
    if (at_ + 1 < text_.size() && text_[at_ + 1] == brace) {
      add_text(text_.substr(at_, 1));
      at_ += 2;
      return {};
    }
    if (brace == '}') return {at_, 1, "has a `}` without its `{`; write `}}` for the brace itself"};
    const std::size_t end = text_.find_first_of("{}", at_ + 1);
    if (end == std::string_view::npos || text_[end] == '{') {
      return {at_, 1, "has a `{` without its `}`; write `{{` for the brace itself"};
    }
    const std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
    TextProblem problem{at_, inside.size() + 2, name_problem(inside)};
    if (problem.message.empty()) pieces_.push_back({TemplatePiece::Kind::name, std::string(inside), at_});
    at_ = end + 1;
    return problem;
  }

  void add_text(std::string_view part) {
    if (part.empty()) return;
    if (pieces_.empty() || pieces_.back().kind == TemplatePiece::Kind::name) {
      pieces_.push_back({TemplatePiece::Kind::text, {}, at_});
    }
    pieces_.back().text += part;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<TemplatePiece> pieces_;
};

}  // namespace

tl::expected<std::vector<TemplatePiece>, TextProblem> parse_template(std::string_view text) {
  return Cutter(text).cut();
}

bool is_template_name(std::string_view name) {
  return !name.empty() && is_letter(name.front()) && std::all_of(name.begin(), name.end(), continues_name);
}

std::string with_doubled_braces(std::string_view text) {
  std::string doubled;
  doubled.reserve(text.size());
  for (const char letter : text) {
    if (letter == '{' || letter == '}') doubled += letter;
    doubled += letter;
  }
  return doubled;
}

}  // namespace mfp::core
