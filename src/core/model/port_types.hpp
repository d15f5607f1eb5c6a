#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/participant.hpp"

namespace mfp::core {

/// What a person should know of an edge between ports whose types have no values in common:
/// `heater.TEMPERATURE gives number, and lamp.ON takes boolean`. Nothing where some values may fit.
[[nodiscard]] std::optional<std::string> type_mismatch(const Participant& from, const Port& source,
                                                       const Participant& to, const Port& target);

/// The same of one payload: `lamp.ON takes boolean, and "on" is none`.
[[nodiscard]] std::optional<std::string> type_mismatch(std::string_view payload, const Participant& to,
                                                       const Port& target);

}  // namespace mfp::core
