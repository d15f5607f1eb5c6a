#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/conversion/conversion.hpp"

namespace mfp::test {

inline core::Literal text(std::string value) { return {core::ValueKind::text, std::move(value)}; }
inline core::Literal number(std::string value) { return {core::ValueKind::number, std::move(value)}; }
inline core::Literal boolean(std::string value) { return {core::ValueKind::boolean, std::move(value)}; }

/// What a port declares: sets the steps.
using Declare = std::function<void(core::StepSettings&)>;

/// One step with one key.
template <class T>
Declare step(core::StepKey<T> key, std::type_identity_t<T> value) {
  return [key, value = std::move(value)](core::StepSettings& steps) { steps.set(key, value); };
}

/// The conversion of a port of the role `heater`; problems fail the test.
inline std::shared_ptr<const core::Conversion> compiled(core::Direction direction, const char* type,
                                                        const Declare& declare) {
  core::StepSettings steps;
  declare(steps);
  auto result = core::Conversion::compile(steps, direction, type, "heater");
  for (const core::StepProblem& problem : result.problems) ADD_FAILURE() << problem.message;
  return result.conversion;
}

/// The result; `(nothing)` and `(error) …` for the other outcomes.
inline std::string converted(const core::Conversion& conversion, std::string_view payload) {
  core::PayloadReader reader;
  reader.open(payload);
  std::string out = "of an earlier message";
  const core::Converted result = conversion.convert(reader, out);
  switch (result.outcome) {
    case core::Outcome::converted:
      return out;
    case core::Outcome::skipped:
      return "(nothing)";
    case core::Outcome::failed:
      break;
  }
  return "(error) " + result.fault.text();
}

inline std::string from_outport(const char* type, const Declare& declare, std::string_view payload) {
  const auto conversion = compiled(core::Direction::out, type, declare);
  return conversion ? converted(*conversion, payload) : "not compiled";
}

inline std::string to_inport(const char* type, const Declare& declare, std::string_view payload) {
  const auto conversion = compiled(core::Direction::in, type, declare);
  return conversion ? converted(*conversion, payload) : "not compiled";
}

/// The problems as lines `KEY entry offset: message`.
inline std::vector<std::string> step_problems(core::Direction direction, const char* type, const Declare& declare) {
  core::StepSettings steps;
  declare(steps);
  const auto result = core::Conversion::compile(steps, direction, type, "heater");
  EXPECT_EQ(result.conversion == nullptr, !result.problems.empty());
  std::vector<std::string> lines;
  for (const core::StepProblem& problem : result.problems) {
    lines.push_back(std::string(problem.key) + ' ' + std::to_string(problem.entry.value_or(0)) + ' ' +
                    std::to_string(problem.offset) + ": " + problem.message);
  }
  return lines;
}

/// The one problem that there is.
inline std::string only_problem(core::Direction direction, const char* type, const Declare& declare) {
  const auto lines = step_problems(direction, type, declare);
  return lines.size() == 1 ? lines.front() : std::to_string(lines.size()) + " problems";
}

}  // namespace mfp::test
