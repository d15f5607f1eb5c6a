#include "core/conversion/value/pattern.hpp"

#include <re2/re2.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/json/json_writer.hpp"

namespace mfp::core {

namespace {

constexpr int most_groups = 31;

RE2::Options options() {
  RE2::Options options;
  options.set_log_errors(false);
  // A declaration is no reason for megabytes; RE2 says so when an expression needs more.
  options.set_max_mem(1 << 20);
  return options;
}

std::string_view as_view(const re2::StringPiece& piece) { return {piece.data(), piece.size()}; }

/// Where `\C` stands, which takes single bytes and would cut characters in two.
std::size_t find_byte_class(std::string_view text) {
  for (std::size_t at = text.find('\\'); at != std::string_view::npos && at + 1 < text.size();
       at = text.find('\\', at + 2)) {
    if (text[at + 1] == 'C') return at;
  }
  return std::string_view::npos;
}

/// What RE2 says, with the part that it means in quotes: ``missing ) in `(ab` ``.
std::string reason(const RE2& regex) {
  std::string text = regex.error();
  const std::string& part = regex.error_arg();
  if (part.empty() || !text.ends_with(": " + part)) return text;
  text.resize(text.size() - part.size() - 2);
  return text + " in `" + part + '`';
}

TextProblem problem_of(std::string_view text, const RE2& regex) {
  const std::string& wrong = regex.error_arg();
  const std::size_t at = wrong.empty() ? std::string_view::npos : text.find(wrong);
  const bool found = at != std::string_view::npos;
  return {found ? at : 0, found ? wrong.size() : text.size(), "is no regular expression (RE2): " + reason(regex)};
}

}  // namespace

struct Pattern::Expression {
  explicit Expression(std::string_view text) : regex(re2::StringPiece(text.data(), text.size()), options()) {}

  RE2 regex;
  /// The named groups in the order of the expression, and their numbers.
  std::vector<std::string> names;
  std::vector<int> numbers;
  int groups = 0;
};

Pattern::Pattern(std::unique_ptr<const Expression> expression) : expression_(std::move(expression)) {}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

tl::expected<Pattern, TextProblem> Pattern::compile(std::string_view text) {
  auto expression = std::make_unique<Expression>(text);
  const RE2& regex = expression->regex;
  if (!regex.ok()) return tl::unexpected(problem_of(text, regex));
  if (const std::size_t at = find_byte_class(text); at != std::string_view::npos) {
    return tl::unexpected(TextProblem{at, 2, "takes single bytes by `\\C`, which are no text; write `.`"});
  }
  expression->groups = regex.NumberOfCapturingGroups();
  if (expression->groups > most_groups) {
    return tl::unexpected(TextProblem{0, text.size(), "has more than 31 groups; (?:…) groups without taking"});
  }
  for (const auto& [number, name] : regex.CapturingGroupNames()) {
    expression->numbers.push_back(number);
    expression->names.push_back(name);
  }
  if (regex.NamedCapturingGroups().size() < expression->names.size()) {
    return tl::unexpected(TextProblem{0, text.size(), "has two groups of one name"});
  }
  return Pattern(std::move(expression));
}

bool Pattern::matches_whole(std::string_view text) const {
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), expression_->regex);
}

bool Pattern::extract(std::string_view text, std::string& made, Value& result) const {
  std::array<re2::StringPiece, most_groups + 1> groups;
  const re2::StringPiece subject(text.data(), text.size());
  if (!expression_->regex.Match(subject, 0, text.size(), RE2::UNANCHORED, groups.data(), expression_->groups + 1))
    return false;
  if (expression_->names.empty()) {
    const re2::StringPiece& wanted = groups[expression_->groups > 0 ? 1 : 0];
    result = {ValueKind::text, as_view(wanted)};
    return wanted.data() != nullptr;
  }
  made.clear();
  JsonWriter json(made);
  json.begin_object();
  for (std::size_t i = 0; i < expression_->names.size(); ++i) {
    const re2::StringPiece& part = groups.at(static_cast<std::size_t>(expression_->numbers[i]));
    if (part.data() == nullptr) continue;
    json.add(expression_->names[i], as_view(part));
  }
  json.end_object();
  result = {ValueKind::structure, made};
  return made.size() > 2;
}

const std::vector<std::string>& Pattern::names() const { return expression_->names; }

}  // namespace mfp::core
