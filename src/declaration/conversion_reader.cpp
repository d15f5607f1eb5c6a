#include "declaration/conversion_reader.hpp"

#include <algorithm>
#include <utility>

#include "declaration/steps_reader.hpp"

namespace mfp::declaration {

namespace {

/// An alias may make one map an inport's and an outport's.
std::uint64_t identity_of(const Value& fields, core::Direction direction) {
  const std::uint64_t node = std::uint64_t{fields.document().index} << 32 | fields.index();
  return node << 1 | (direction == core::Direction::in ? 1U : 0U);
}

const Entry* first_step(const Block& block) {
  const auto found = std::find_if(block.items().begin(), block.items().end(), [](const Block::Item& item) {
    return item.field != nullptr && item.field->handling == Handling::step;
  });
  return found == block.items().end() ? nullptr : &found->entry;
}

/// The value that a problem is about: of `where`, `map` and `ignore` one of its entries.
Value place_of(const core::StepProblem& problem, const Entry& step) {
  if (problem.key == core::StepKey::where || problem.key == core::StepKey::map) {
    return entries(step.value)[problem.entry].key;
  }
  if (problem.key == core::StepKey::ignore && step.value.kind() == Kind::list) return items(step.value)[problem.entry];
  return step.value;
}

void report_problem(const Rules& rules, const Block& block, const DeclaredSteps& declared,
                    const core::StepProblem& problem) {
  const Entry& step = *block.find(core::key_name(problem.key));
  const Value at = place_of(problem, step);
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
  const Entry* first = first_step(block);
  if (first == nullptr) return nullptr;
  const Reading& reading = rules.reading;
  if (block.find("topic") == nullptr) {
    reading.report.error(first->key, name_of(*first, rules.subject) +
                                         " does nothing without 'topic', since nothing is relayed there; add the "
                                         "device's topic");
    return nullptr;
  }
  if (reading.conversions != nullptr) {
    if (auto known = reading.conversions->find(fields, rules.direction)) return known;
  }
  const std::size_t errors_before = reading.report.errors();
  const DeclaredSteps declared = read_steps(reading, block, rules.subject);
  if (reading.report.errors() != errors_before) return nullptr;
  auto compiled = core::Conversion::compile(declared.steps, rules.direction, type, reading.role);
  for (const core::StepProblem& problem : compiled.problems) {
    report_problem(rules, block, declared, problem);
  }
  const bool shared = reading.conversions != nullptr && !declared.depends_on_user && compiled.conversion != nullptr;
  if (shared) reading.conversions->keep(fields, rules.direction, compiled.conversion);
  return std::move(compiled.conversion);
}

}  // namespace mfp::declaration
