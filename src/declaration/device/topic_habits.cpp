#include "declaration/device/topic_habits.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "core/text/invisible_character.hpp"
#include "declaration/fields/substitution.hpp"

namespace mfp::declaration {

namespace {

constexpr auto none = std::string_view::npos;

struct Oddity {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string message;
};

/// The message ends a sentence that begins with the name of the text.
std::optional<Oddity> find_odd(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.front() == ' ') {
    const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
    return Oddity{0, first, "begins with a blank, which belongs to the topic then; delete it"};
  }
  if (text.back() == ' ') {
    const std::size_t last = text.find_last_not_of(' ');
    return Oddity{last + 1, text.size() - last - 1, "ends with a blank, which belongs to the topic then; delete it"};
  }
  if (const std::size_t doubled = text.find("//"); doubled != none) {
    return Oddity{doubled, 2,
                  "has a doubled `/`, so that a level of the topic is empty; a single one is meant as a rule"};
  }
  if (text.size() > 1 && text.back() == '/') {
    return Oddity{text.size() - 1, 1, "ends with `/`, so that the last level of the topic is empty; leave it out"};
  }
  if (const auto found = core::find_invisible(text)) {
    return Oddity{found->offset, found->length, "holds " + to_text(*found) + ", " + std::string(cure_of(*found))};
  }
  return std::nullopt;
}

bool names(std::string_view text, const Parameter& parameter) {
  return text.find('{' + std::string(parameter.name) + '}') != none;
}

/// What is odd about a value that becomes part of a topic; a `/` at either end meets one of the topic's own.
std::optional<Oddity> find_odd_value(std::string_view value) {
  if (value.empty()) return Oddity{0, 0, "is empty"};
  auto odd = find_odd(value);
  if (!odd && value.size() > 1 && value.front() == '/') odd = Oddity{0, 1, "begins with `/`"};
  return odd;
}

/// Whether something worse has been reported of the parameter.
bool is_told(const Reading& reading, const Parameter& parameter) {
  const Substitutions* substitutions = reading.substitutions;
  return substitutions != nullptr && substitutions->told.contains({&parameter.at.document(), parameter.at.index()});
}

}  // namespace

void warn_of_odd_topic(const Rules& rules, const std::string& name, std::string_view text, const Entry& entry) {
  const auto odd = find_odd(text);
  // A role that is empty is an error by itself.
  if (!odd || rules.reading.role.empty()) return;
  const Reading& reading = rules.reading;
  const Value& written = entry.value;
  if (const auto in_file = find_odd(written.text())) {
    const Range range = written.range_of(in_file->offset, in_file->length);
    return reading.report.warning(written.document(), range, name + ' ' + in_file->message);
  }
  for (const Parameter& parameter : reading.parameters) {
    if (!names(written.text(), parameter)) continue;
    const auto of_value = find_odd_value(parameter.value);
    if (!of_value) continue;
    if (is_told(reading, parameter)) return;
    return reading.report.warning(parameter.at, "with " + with_quotes(parameter.value) + " as the parameter " +
                                                    with_quotes(parameter.name) + ", a topic " + odd->message);
  }
  reading.report.warning(written, name + ", here " + with_quotes(text) + ", " + odd->message);
}

}  // namespace mfp::declaration
