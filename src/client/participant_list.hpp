#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
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

  /// What to do when those who answered know their own participants only: listen to others, or tell that they are
  /// missing.
  enum class OwnOnly : std::uint8_t { listen, tell };

  /// How to listen to announcements where no router tells who is there.
  struct Listening {
    std::chrono::duration<double> longest{};
    NoRouter no_router = NoRouter::listen;
    OwnOnly own_only = OwnOnly::listen;
    /// How a person gets an answer at once, behind `; ` of the note that tells of the listening.
    std::string at_once{};
    /// Called after `listening_silent_at_first`, then for each who comes. Null: their roles go to standard error.
    OnNews news{};
  };

  /// `known` are those that need not be asked for.
  ParticipantList(LiveSystem& system, LiveParticipants known, Listening listening);

  /// Calls `done` once, when `enough` says so, when a router has answered, or when the time to listen is over. A router
  /// that refuses the question is there, and one listens. Listening goes on behind answers that do not suffice.
  void take(Enough enough, Done done);
  /// To be called with all messages of the system.
  void hear(const core::Message& message);

  [[nodiscard]] const LiveParticipants& participants() const { return participants_; }

 private:
  void read(const std::vector<RouterAnswer>& answers);
  void finish(Source source);
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
  /// Of each role in `participants_`; those below `declared_` were known beforehand, those
  /// below `known_` are not replaced by what is announced.
  std::unordered_map<std::string, std::size_t> places_;
  std::size_t declared_;
  std::size_t known_;
  /// Roles that the devices files declare.
  std::unordered_set<std::string_view> ours_;
  Listening listening_;
  bool news_begun_ = false;
  core::Directory directory_;
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

/// The seconds that a person wants, else a little more than the 27 s between two announcements.
[[nodiscard]] inline std::chrono::duration<double> listening_time(std::optional<double> wanted) {
  return std::chrono::duration<double>(wanted.value_or(30));
}

/// For those who want to know of everybody. Those who know their own participants only suffice unless `wanted` says how
/// long to listen.
[[nodiscard]] ParticipantList::Listening listening_to_all(std::optional<double> wanted, ParticipantList::OnNews news);

/// How long a router may take to say who is there.
inline constexpr std::chrono::milliseconds participant_list_patience{1000};

}  // namespace mfp::client
