#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
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

  /// Those who have announced themselves since the last call, in the order in which they came; nobody at the first
  /// call where nothing was heard.
  using OnNews = std::function<void(std::span<const LiveParticipant> heard)>;

  /// What to do when no router answers at all: the command needs one, or can do without.
  enum class NoRouter : std::uint8_t { listen, fail };

  /// How to listen to announcements where no router tells who is there.
  struct Listening {
    std::chrono::duration<double> longest{30};
    NoRouter no_router = NoRouter::listen;
    /// How a person gets an answer at once, behind `; ` of the note that tells of the listening.
    std::string at_once;
    /// Called after `listening_silent_at_first`, then for each who comes. Null: their roles go to standard error.
    OnNews news;
  };

  /// `known` are those that need not be asked for.
  ParticipantList(LiveSystem& system, LiveParticipants known, Listening listening);

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
  /// What was heard so far, and from now on each who comes.
  void begin_news(const std::string& why);
  /// Unless it is one of those known beforehand. Whether the role is new.
  bool take_in(LiveParticipant participant);
  /// By role, once nobody comes in any more.
  void sort();

  LiveSystem& system_;
  LiveParticipants participants_;
  /// Of each role in `participants_`; those below `known_` were known beforehand.
  std::unordered_map<std::string, std::size_t> places_;
  std::size_t known_;
  /// Roles that the devices files declare.
  std::unordered_set<std::string_view> ours_;
  Listening listening_;
  bool news_begun_ = false;
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

/// Whoever listens that long is told so, and what was heard.
inline constexpr std::chrono::seconds listening_silent_at_first{2};

/// How those get an answer at once who want to know of everybody.
inline constexpr std::string_view quick_list =
    "a running msgflo-foreign-participant answers at once, and --wait sets another time";

/// How long a router may take to say who is there.
inline constexpr std::chrono::milliseconds participant_list_patience{1000};

}  // namespace mfp::client
