#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/model/edge.hpp"
#include "core/model/participant.hpp"

namespace mfp::core {

/// What a person declared at one time, as far as two times can be compared.
struct Declared {
  std::span<const Participant> participants;
  std::span<const Edge> edges;
  std::span<const InitialPacket> packets;
};

/// Indices of the participants of `now` that are new, or not as they were.
[[nodiscard]] std::vector<std::size_t> changed_participants(const Declared& before, const Declared& now);

/// What differs, for the log: `2 participants added, 1 edge moved`; `nothing changed`. `changed` is what
/// changed_participants gives. An edge that has one end where it was has moved.
[[nodiscard]] std::string change_summary(const Declared& before, const Declared& now,
                                         std::span<const std::size_t> changed);

/// Whether the same is announced and relayed for both.
[[nodiscard]] bool same_participant(const Participant& a, const Participant& b);

}  // namespace mfp::core
