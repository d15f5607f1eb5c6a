#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/conversion/steps/step_context.hpp"
#include "core/conversion/steps/step_settings.hpp"
#include "core/conversion/value/direction.hpp"
#include "core/conversion/value/value_type.hpp"
#include "core/text/text_problem.hpp"

namespace mfp::core {

/// What is wrong with a step as declared, as the end of a sentence that begins with the key's name.
struct StepProblem {
  /// The key as it is written in a declaration; `type` is the port's type.
  std::string_view key;
  /// Where the key holds a map or a list: which of its entries is wrong; nothing when it is the whole.
  std::optional<std::size_t> entry;
  /// Of a text: the byte at which it goes wrong, and how many are wrong.
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string message;
};
using StepProblems = std::vector<StepProblem>;

/// What the steps of a port are made from, and what they leave there while they are compiled.
struct StepCompilation {
  const StepSettings& settings;
  Direction direction = Direction::out;
  /// The port's.
  ValueType type = ValueType::any;
  /// The participant's.
  std::string_view role;

  StepProblems problems = {};
  /// Whether the role is put into a result: the conversion of another role is another one.
  bool depends_on_role = false;
  /// Whether equal results in a row are sent once.
  bool only_changes = false;

  void refuse(std::string_view key, TextProblem problem, std::optional<std::size_t> entry = std::nullopt) {
    problems.push_back({key, entry, problem.offset, problem.length, std::move(problem.message)});
  }
  void refuse(std::string_view key, std::string message, std::optional<std::size_t> entry = std::nullopt) {
    problems.push_back({key, entry, 0, 0, std::move(message)});
  }
};

/// What a step does with the value that it takes.
enum class Effect : std::uint8_t {
  /// Lets it through, or not.
  keeps,
  /// Gives another value in its place.
  replaces,
  /// Needs a number, and gives one.
  computes
};

class Neighbours;

/// One step of a conversion, compiled. Immutable.
class Step {
 public:
  Step() = default;
  virtual ~Step() = default;
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

  /// The key that the step is named by.
  [[nodiscard]] virtual std::string_view key() const = 0;
  [[nodiscard]] virtual Effect effect() const { return Effect::keeps; }

  /// Takes the context's value and puts its own there.
  virtual Outcome apply(StepContext& context) const = 0;

  /// Finds what can never work beside these neighbours, whatever comes: a person would wait for a value for ever.
  virtual void check(const Neighbours&, StepProblems&) const {}

  /// Why the value that the step gives never has this part: ends the sentence `has a place {value.r}, but …`.
  /// Nothing when it may have it.
  [[nodiscard]] virtual std::optional<std::string> why_never_has(std::string_view /*part*/) const {
    return std::nullopt;
  }
};

using StepPtr = std::unique_ptr<const Step>;

/// All steps of a conversion as one of them sees them.
class Neighbours {
 public:
  Neighbours(const StepCompilation& compilation, std::span<const StepPtr> steps, std::size_t own)
      : compilation_(compilation), steps_(steps), own_(own) {}

  /// The step before that the value comes from; of several in a row that compute, the first. Null when it is the
  /// payload's.
  [[nodiscard]] const Step* giver() const;
  /// The next step that puts another value in the place of this one's. Null when this one's is the result.
  [[nodiscard]] const Step* taker() const;

  /// What the value that comes is by the port's type: that of what the graph sends to an inport, unless a step before
  /// has given another; else anything.
  [[nodiscard]] ValueType type_before() const;
  /// What the value has to be that goes on, by the port's type: on an outport the result; else anything.
  [[nodiscard]] ValueType type_after() const;

 private:
  const StepCompilation& compilation_;
  std::span<const StepPtr> steps_;
  std::size_t own_;
};

/// `by the port's 'type', number expected`.
[[nodiscard]] std::string by_type(ValueType type);

}  // namespace mfp::core
