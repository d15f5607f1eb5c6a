#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "client/live_participant.hpp"
#include "client/live_system.hpp"
#include "core/msgflo/announcement.hpp"
#include "core/msgflo/directory.hpp"

namespace mfp::client {

/// Finds out who takes part in the running system: a router tells it at once; where there is none, one has to listen
/// until all have announced themselves again.
class ParticipantList {
 public:
  enum class Source : std::uint8_t { declared, router, announcements };
  /// Whether what is known suffices, so that nobody need listen any longer.
  using Enough = std::function<bool()>;
  using Done = std::function<void(Source source)>;

  /// What to do when no router answers at all: the command needs one, or can do without.
  enum class NoRouter : std::uint8_t { listen, fail };

  /// `known` are those that need not be asked for.
  ParticipantList(LiveSystem& system, LiveParticipants known, std::chrono::duration<double> longest_wait,
                  NoRouter no_router = NoRouter::listen);

  /// Calls `done` once, when `enough` says so, when a router has answered, or when the time to listen is over. A router
  /// that refuses the question is there, and one listens.
  void take(Enough enough, Done done);
  /// To be called with all messages of the system.
  void hear(const core::Message& message);

  [[nodiscard]] const LiveParticipants& participants() const { return participants_; }
  /// The router's answer as it came; empty without one.
  [[nodiscard]] const std::string& answer() const { return answer_; }

 private:
  void read(const std::string& answer);
  /// `why` goes behind what a person is told about it.
  void listen(const std::string& why);
  void stop_listening();
  /// Unless it is one of those known beforehand.
  void take_in(LiveParticipant participant);
  /// By role, once nobody comes in any more.
  void sort();

  LiveSystem& system_;
  LiveParticipants participants_;
  /// Of each role in `participants_`; those below `known_` were known beforehand.
  std::unordered_map<std::string, std::size_t> places_;
  std::size_t known_;
  /// Roles that the devices files declare.
  std::unordered_set<std::string_view> ours_;
  std::chrono::duration<double> longest_wait_;
  NoRouter no_router_;
  core::Directory directory_;
  std::string answer_;
  std::unique_ptr<system::EventLoop::Timer> note_timer_;
  std::unique_ptr<system::EventLoop::Timer> end_timer_;
  Enough enough_;
  Done done_;
};

/// The participants of the devices files that are named, as known ones.
[[nodiscard]] LiveParticipants declared_participants(const LiveTarget& target);

/// The identifier of the subscription to discovery messages; commands count their own from the next on.
inline constexpr std::uint32_t discovery_identifier = 1;

/// How long a router may take to say who is there.
inline constexpr std::chrono::milliseconds participant_list_patience{1000};

}  // namespace mfp::client
