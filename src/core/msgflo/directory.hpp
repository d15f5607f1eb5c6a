#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/participant.hpp"

namespace mfp::core {

/// Who is announced by others, as their discovery messages say it. Strangers' words are data: what is too long, or no
/// topic, is left out. Bounded: whoever is silent for 600 s is forgotten, as MsgFlo's coordinator does, and no more
/// than 10,000 are known.
class Directory {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::seconds forgotten_after{600};
  static constexpr std::size_t most_participants = 10'000;
  /// About how much memory they may take, in bytes.
  static constexpr std::size_t most_memory = std::size_t{64} * 1024 * 1024;

  struct Entry {
    Participant participant;
    TimePoint seen;
  };

  enum class Heard : std::uint8_t {
    /// Known, and as it was.
    unchanged,
    /// New, or its ports have changed.
    changed,
    /// No discovery message of a participant, or one that cannot be used.
    not_understood,
    /// There are too many already.
    full
  };

  /// Takes in who was announced; see read_announcement.
  Heard hear(Participant participant, TimePoint now);
  /// Takes in a message on the discovery topic. `role` receives whose it was, when it was understood.
  Heard hear(std::string_view message, TimePoint now, std::string& role);

  /// Forgets those that have been silent for too long, and gives their roles.
  [[nodiscard]] std::vector<std::string> forget_silent(TimePoint now);

  /// Null when nobody has announced that role.
  [[nodiscard]] const Entry* find(std::string_view role) const;

  /// All, by role.
  [[nodiscard]] std::vector<const Entry*> entries() const;

 private:
  std::unordered_map<std::string, Entry> by_role_;
  std::size_t memory_ = 0;
};

}  // namespace mfp::core
