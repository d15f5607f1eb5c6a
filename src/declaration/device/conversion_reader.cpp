#include "declaration/device/conversion_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/text/suggestion.hpp"
#include "declaration/device/steps_reader.hpp"
#include "declaration/fields/requirements.hpp"
#include "declaration/fields/substitution.hpp"

namespace mfp::declaration {

namespace {

/// Whether a key, which has been refused as unknown, was meant to be `topic`.
bool has_mistyped_topic(const Value& fields) {
  constexpr std::array<std::string_view, 1> topic{keys::topic.name};
  const std::vector<Entry> all = entries(fields);
  return std::any_of(all.begin(), all.end(), [&](const Entry& entry) {
    return find_field(Context::port, entry.key.text()) == nullptr && core::nearest(entry.key.text(), topic);
  });
}

/// An alias may make one map an inport's and an outport's.
std::uint64_t identity_of(const Value& fields, core::Direction direction) {
  const std::uint64_t node = std::uint64_t{fields.document().index} << 32 | fields.index();
  return node << 1 | (direction == core::Direction::in ? 1U : 0U);
}

const Block::Item* first_step(const Block& block) {
  const auto found = std::find_if(block.items().begin(), block.items().end(), [](const Block::Item& item) {
    return item.field != nullptr && item.field->handling == Handling::step;
  });
  return found == block.items().end() ? nullptr : &*found;
}

/// Told of the first step only: of all of them it would be the same.
void refuse_without_topic(const Rules& rules, const Block::Item& step) {
  for (const Relation& need : step.field->needs) {
    if (need.other != keys::topic) continue;
    rules.reading.report.error(step.entry.key, name_of(step.entry, rules.subject) + ' ' + std::string(need.problem));
  }
}

/// Finds the values that problems are about: of maps and lists one of their entries.
class ProblemPlaces {
 public:
  Value of(const core::StepProblem& problem, const Entry& step) {
    if (!problem.entry) return step.value;
    if (listed_ != problem.key) {
      listed_ = problem.key;
      values_ = entries_of(step.value);
    }
    // A single value stands for a list of it.
    return values_.empty() ? step.value : values_[*problem.entry];
  }

 private:
  static std::vector<Value> entries_of(const Value& value) {
    if (value.kind() == Kind::list) return items(value);
    std::vector<Value> keys;
    if (value.kind() == Kind::map) for_each_entry(value, [&](const Entry& entry) { keys.push_back(entry.key); });
    return keys;
  }

  /// Of the step that the last problem was about: there may be thousands.
  std::string_view listed_;
  std::vector<Value> values_;
};

void report_problem(const Rules& rules, const Block& block, const DeclaredSteps& declared, ProblemPlaces& places,
                    const core::StepProblem& problem) {
  const Entry& step = *block.find(Key(problem.key));
  const auto path = declared.substituted_paths.find(problem.key);
  if (path != declared.substituted_paths.end()) {
    return refuse_substituted(rules.reading, {step, name_of(step, rules.subject), path->second}, problem.message);
  }
  const Value at = places.of(problem, step);
  // With other texts put in, the problem lies elsewhere than in the file.
  const Range range = declared.depends_on_user ? at.range() : at.range_of(problem.offset, problem.length);
  rules.reading.report.error(at.document(), range, name_of(step, rules.subject) + ' ' + problem.message);
}

}  // namespace

std::shared_ptr<const core::Conversion> ConversionCache::find(const Value& fields, core::Direction direction) const {
  const auto found = by_place_.find(identity_of(fields, direction));
  return found == by_place_.end() ? nullptr : found->second;
}

void ConversionCache::keep(const Value& fields, core::Direction direction,
                           std::shared_ptr<const core::Conversion> conversion) {
  by_place_.emplace(identity_of(fields, direction), std::move(conversion));
}

std::shared_ptr<const core::Conversion> read_conversion(const Rules& rules, const Block& block, const Value& fields,
                                                        const std::string& type) {
  const Block::Item* first = first_step(block);
  if (first == nullptr) return nullptr;
  const Reading& reading = rules.reading;
  if (block.find(keys::topic) == nullptr) {
    const bool is_told = reading.origin == Origin::devices_file && has_mistyped_topic(fields);
    if (!is_told) refuse_without_topic(rules, *first);
    return nullptr;
  }
  if (reading.conversions != nullptr) {
    if (auto known = reading.conversions->find(fields, rules.direction)) return known;
  }
  const ErrorScope errors(reading.report);
  check_relations(reading, block, rules.subject);
  const DeclaredSteps declared = read_steps(reading, block, rules.subject);
  if (errors.any()) return nullptr;
  auto compiled = core::Conversion::compile(declared.settings, rules.direction, type, reading.role);
  ProblemPlaces places;
  for (const core::StepProblem& problem : compiled.problems) {
    report_problem(rules, block, declared, places, problem);
  }
  const bool shared = reading.conversions != nullptr && !declared.depends_on_user && compiled.conversion != nullptr;
  if (shared) reading.conversions->keep(fields, rules.direction, compiled.conversion);
  return std::move(compiled.conversion);
}

}  // namespace mfp::declaration
