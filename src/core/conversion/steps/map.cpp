#include "core/conversion/steps/map.hpp"

#include <string>
#include <utility>

namespace mfp::core {

StepPtr MapStep::compile(StepCompilation& compilation) {
  const auto* declared = compilation.settings.find(entries);
  const Literal* other = compilation.settings.find(otherwise);
  if (declared == nullptr) {
    if (other != nullptr) {
      compilation.refuse(otherwise.name, "is for values that 'map' does not name, and there is no 'map'");
    }
    return nullptr;
  }
  auto step = std::make_unique<MapStep>();
  step->entries_ = *declared;
  for (std::size_t i = 0; i < step->entries_.size(); ++i) {
    const std::string& from = step->entries_[i].name;
    if (!step->places_.emplace(from, i).second) compilation.refuse(entries.name, "has the key '" + from + "' twice", i);
  }
  if (other != nullptr) step->otherwise_ = *other;
  return step;
}

Outcome MapStep::apply(StepContext& context) const {
  const auto found = places_.find(context.value.text);
  if (found != places_.end()) {
    context.value = entries_[found->second].value.value();
  } else if (otherwise_) {
    context.value = otherwise_->value();
  } else {
    return context.skip({entries.name}, "not in the map");
  }
  context.origin = {entries.name};
  return context.note({entries.name});
}

void MapStep::check(const Neighbours& neighbours, StepProblems& problems) const {
  if (const ValueType type = neighbours.type_before(); is_scalar(type)) check_texts(type, problems);
  const Step* taker = neighbours.taker();
  if (taker != nullptr && taker->effect() == Effect::computes) {
    check_values(ValueType::number, ", and '" + std::string(taker->key()) + "' needs a number", problems);
  }
  const ValueType type = neighbours.type_after();
  check_values(type, "; " + by_type(type), problems);
}

void MapStep::check_texts(ValueType type, StepProblems& problems) const {
  TypeCheck check;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const std::string& from = entries_[i].name;
    if (check.fits(type, {ValueKind::text, from})) continue;
    std::string message = "never meets '";
    message.append(from).append("': ").append(by_type(type));
    problems.push_back({entries.name, i, 0, 0, std::move(message)});
  }
}

void MapStep::check_values(ValueType type, const std::string& why, StepProblems& problems) const {
  TypeCheck check;
  const auto refused = [&](const Literal& to) {
    return check.fits(type, to.value()) ? std::nullopt : std::optional("gives " + shown(to.value()) + why);
  };
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (auto message = refused(entries_[i].value)) problems.push_back({entries.name, i, 0, 0, *std::move(message)});
  }
  if (!otherwise_) return;
  if (auto message = refused(*otherwise_)) {
    problems.push_back({otherwise.name, std::nullopt, 0, 0, *std::move(message)});
  }
}

}  // namespace mfp::core
