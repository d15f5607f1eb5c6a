#include "core/conversion/conversion.hpp"

#include <utility>

#include "core/conversion/steps/step_order.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

using Content = PayloadReader::Content;

/// The steps that are declared, in their order. What cannot be compiled is a problem.
std::vector<StepPtr> compile_steps(StepCompilation& compilation) {
  std::vector<StepPtr> steps;
  for (const StepKind& kind : step_order()) {
    if (StepPtr step = kind.compile(compilation)) steps.push_back(std::move(step));
  }
  return steps;
}

/// Finds steps that can never get along with each other or with the port's type.
void check_neighbours(std::span<const StepPtr> steps, StepCompilation& compilation) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    steps[i]->check(Neighbours(compilation, steps, i), compilation.problems);
  }
}

std::uint64_t hash_of(const StepCompilation& compilation, std::string_view type) {
  std::string rest = compilation.direction == Direction::in ? "in " : "out ";
  rest += std::to_string(type.size()) + ' ';
  rest += type;
  if (compilation.depends_on_role) rest += compilation.role;
  return stable_hash(rest, compilation.settings.hash());
}

/// Puts the payload into the context as the value that the first step takes.
Outcome open(PayloadReader& payload, StepContext& context) {
  constexpr StepName name{"payload"};
  if (payload.bytes().empty()) return context.skip(name, "empty");
  switch (payload.content()) {
    case Content::too_large:
      return context.fail_payload("at most 1 MiB expected", with_thousands(payload.bytes().size()) + " bytes");
    case Content::not_utf8:
      return context.fail_payload("text in UTF-8 expected", "other bytes");
    case Content::too_deep:
      return context.fail_payload("JSON of at most 64 levels expected", "more");
    case Content::text:
      context.value = {ValueKind::text, payload.bytes()};
      return context.note(
          {context.value.text.find_first_of("{[") == 0 ? "payload, a text since it is no JSON" : "payload, a text"});
    case Content::json:
      break;
  }
  const JsonNode& root = payload.nodes().front();
  if (root.kind == JsonNode::Kind::null) return context.skip(name, "null counts as not there");
  context.nodes = &payload.nodes();
  context.value = root.value();
  return context.note({"payload, JSON"});
}

}  // namespace

Conversion::Conversion(std::vector<StepPtr> steps, const StepCompilation& compilation, std::uint64_t steps_hash)
    : steps_(std::move(steps)), steps_hash_(steps_hash), only_changes_(compilation.only_changes) {}

Conversion::Compiled Conversion::compile(const StepSettings& settings, Direction direction, std::string_view type,
                                         std::string_view role) {
  StepCompilation compilation{settings, direction, value_type_of(type), role};
  std::vector<StepPtr> steps = compile_steps(compilation);
  if (compilation.problems.empty()) check_neighbours(steps, compilation);
  if (!compilation.problems.empty()) return {nullptr, std::move(compilation.problems)};
  const std::uint64_t hash = hash_of(compilation, type);
  steps.shrink_to_fit();
  return {std::make_shared<const Conversion>(std::move(steps), compilation, hash), {}};
}

Converted Conversion::convert(PayloadReader& payload, std::string& out, Trace* trace) const {
  StepContext context(payload.workspace(), out, trace);
  Outcome outcome = open(payload, context);
  for (auto step = steps_.begin(); step != steps_.end() && outcome == Outcome::converted; ++step) {
    outcome = (*step)->apply(context);
  }
  return {outcome, context.take_fault()};
}

}  // namespace mfp::core
