#include "core/conversion/steps/step.hpp"

namespace mfp::core {

const Step* Neighbours::giver() const {
  const Step* found = nullptr;
  for (std::size_t i = own_; i > 0; --i) {
    const Step& step = *steps_[i - 1];
    if (step.effect() == Effect::keeps) continue;
    if (found == nullptr || step.effect() == Effect::computes) found = &step;
    if (step.effect() == Effect::replaces) break;
  }
  return found;
}

const Step* Neighbours::taker() const {
  for (std::size_t i = own_ + 1; i < steps_.size(); ++i) {
    if (steps_[i]->effect() != Effect::keeps) return steps_[i].get();
  }
  return nullptr;
}

ValueType Neighbours::type_before() const {
  return compilation_.direction == Direction::in && giver() == nullptr ? compilation_.type : ValueType::any;
}

ValueType Neighbours::type_after() const {
  return compilation_.direction == Direction::out && taker() == nullptr ? compilation_.type : ValueType::any;
}

std::string by_type(ValueType type) { return "by the port's 'type', " + std::string(expected_text(type)); }

}  // namespace mfp::core
