#include "declaration/fields/substitution.hpp"

#include <algorithm>
#include <vector>

#include "core/text/text_template.hpp"

namespace mfp::declaration {

namespace {

std::string with_it(const std::string& what, const Value& at, const std::string& problem) {
  return ": with it, " + what + " (" + place_text(at.place()) + ") " + problem;
}

/// Whether a value is one that texts may well be wrong with.
bool is_odd(std::string_view value) {
  const auto is_control = [](char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F; };
  return value.empty() || std::string_view("/$.").find(value.front()) != std::string_view::npos ||
         value.ends_with('.') || value.find("..") != std::string_view::npos ||
         value.find_first_of("+#") != std::string_view::npos || std::any_of(value.begin(), value.end(), is_control);
}

/// The parameters that a text names.
std::vector<const Parameter*> named_in(const Reading& reading, std::string_view text) {
  std::vector<const Parameter*> named;
  const auto pieces = core::parse_template(text);
  if (!pieces) return named;
  for (const core::TemplatePiece& piece : *pieces) {
    if (piece.kind == core::TemplatePiece::Kind::text) continue;
    for (const Parameter& parameter : reading.parameters) {
      if (parameter.name == piece.text) named.push_back(&parameter);
    }
  }
  return named;
}

/// The one that is most likely to be wrong: an odd one, else one that the user gave.
const Parameter* likeliest(const std::vector<const Parameter*>& named) {
  const auto first = [&](auto is_meant) {
    const auto found = std::find_if(named.begin(), named.end(), is_meant);
    return found == named.end() ? nullptr : *found;
  };
  if (const Parameter* odd = first([](const Parameter* one) { return is_odd(one->value); })) return odd;
  if (const Parameter* given = first([](const Parameter* one) { return one->given_by == GivenBy::user; })) return given;
  return named.empty() ? nullptr : named.front();
}

bool names_role(std::string_view text) {
  return text.find("#ROLE") != std::string_view::npos || text.find("{role}") != std::string_view::npos;
}

}  // namespace

void refuse_substituted(const Reading& reading, const SubstitutedText& substituted, const std::string& problem) {
  const Value& written = substituted.entry.value;
  const bool is_as_written = written.text() == substituted.text;
  const Parameter* parameter = is_as_written ? nullptr : likeliest(named_in(reading, written.text()));
  const bool of_role = !is_as_written && names_role(written.text());
  if (of_role && (parameter == nullptr || (is_odd(reading.role) && !is_odd(parameter->value)))) {
    refuse_role(reading, written, substituted.name, problem);
  } else if (parameter != nullptr) {
    refuse_parameter(reading, *parameter, substituted, problem);
  } else {
    reading.report.error(written, substituted.name + ' ' + problem);
  }
}

void refuse_parameter(const Reading& reading, const Parameter& parameter, const SubstitutedText& substituted,
                      const std::string& problem) {
  const bool is_told = reading.substitutions != nullptr &&
                       !reading.substitutions->told.emplace(&parameter.at.document(), parameter.at.index()).second;
  if (is_told) return reading.report.count_known_error();
  std::string message = "the parameter " + with_quotes(parameter.name);
  if (parameter.given_by == GivenBy::user) message += " of participant " + with_quotes(reading.role);
  message += " cannot be " + with_quotes(parameter.value) + with_it(substituted.name, substituted.entry.value, problem);
  reading.report.error(parameter.at, std::move(message));
}

void refuse_role(const Reading& reading, const Value& at, const std::string& what, const std::string& problem) {
  std::string message = "the role " + with_quotes(reading.role) + " does not fit" + with_it(what, at, problem);
  Substitutions* substitutions = reading.substitutions;
  if (substitutions == nullptr) return reading.report.error(at, std::move(message));
  if (std::exchange(substitutions->role_is_told, true)) return reading.report.count_known_error();
  if (substitutions->role_at) return reading.report.error(*substitutions->role_at, std::move(message));
  reading.report.add({core::Severity::error, {substitutions->file, 0, 0, 1}, std::move(message), {}});
}

}  // namespace mfp::declaration
