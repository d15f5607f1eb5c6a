#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/model/configuration.hpp"
#include "core/model/participant.hpp"

namespace mfp::core {

/// The participants of `now` that are new, or not as they were; in their order.
[[nodiscard]] std::vector<const Participant*> changed_participants(const Configuration& before,
                                                                   const Configuration& now);

/// What differs, for the log: `2 participants added, 1 edge moved`; `nothing changed`. `changed` is what
/// changed_participants gives. An edge that has one end where it was has moved.
[[nodiscard]] std::string change_summary(const Configuration& before, const Configuration& now,
                                         std::span<const Participant* const> changed);

/// Whether the same is announced and relayed for both.
[[nodiscard]] bool same_participant(const Participant& a, const Participant& b);

}  // namespace mfp::core
