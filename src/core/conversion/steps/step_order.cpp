#include "core/conversion/steps/step_order.hpp"

#include "core/conversion/steps/encode.hpp"
#include "core/conversion/steps/format.hpp"
#include "core/conversion/steps/ignore.hpp"
#include "core/conversion/steps/map.hpp"
#include "core/conversion/steps/match.hpp"
#include "core/conversion/steps/only_changes.hpp"
#include "core/conversion/steps/path.hpp"
#include "core/conversion/steps/round.hpp"
#include "core/conversion/steps/scale.hpp"
#include "core/conversion/steps/type.hpp"
#include "core/conversion/steps/where.hpp"

namespace mfp::core {

namespace {

constexpr std::array<StepKind, 12> order{{{{}, TypeStep::compile_first},
                                          {{WhereStep::conditions.name}, WhereStep::compile},
                                          {{PathStep::path.name}, PathStep::compile},
                                          {{MatchStep::expression.name}, MatchStep::compile},
                                          {{IgnoreStep::values.name}, IgnoreStep::compile},
                                          {{MapStep::entries.name, MapStep::otherwise.name}, MapStep::compile},
                                          {{ScaleStep::factor.name, ScaleStep::summand.name}, ScaleStep::compile},
                                          {{RoundStep::places.name}, RoundStep::compile},
                                          {{FormatStep::format.name}, FormatStep::compile},
                                          {{}, TypeStep::compile_last},
                                          {{OnlyChangesStep::wanted.name}, OnlyChangesStep::compile},
                                          {{EncodeStep::encoding.name}, EncodeStep::compile}}};

}  // namespace

std::span<const StepKind> step_order() { return order; }

}  // namespace mfp::core
