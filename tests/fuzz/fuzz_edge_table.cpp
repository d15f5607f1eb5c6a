// Strangers' words, in any order: announcements, requests, participants that fall silent. After each of them the routes
// that came and went add up to those in force, and nothing goes round.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/msgflo/announcement.hpp"
#include "core/msgflo/binding.hpp"
#include "core/routing/edge_table.hpp"
#include "support/participants.hpp"

namespace {

using namespace mfp;

core::Edge edge(const char* source, const char* source_port, const char* target, const char* target_port) {
  return {{source, source_port, {}}, {target, target_port, {}}, {}};
}

/// Plays one input, a command a line: a letter, and what it is about.
class Play {
 public:
  void line(std::string_view text) {
    if (text.empty()) return;
    const std::string_view rest = text.substr(1);
    switch (text.front()) {
      case 'a':
        announce(rest);
        break;
      case 'b':
      case 'u':
        request(text.front(), rest);
        break;
      case 'f':
        forget();
        break;
      default:
        bind_short(text);
    }
    check();
  }

 private:
  void announce(std::string_view message) {
    auto participant = core::read_announcement(message);
    if (!participant || edge_table_.is_ours(participant->role)) return;
    const std::string role = participant->role;
    (void)directory_.hear(*std::move(participant), now_);
    edge_table_.participant_changed(role);
  }

  void request(char kind, std::string_view json) {
    const auto binding = core::read_binding(json, 4096);
    if (!binding) return;
    if (*core::read_binding(core::to_json(*binding), 65536) != *binding) std::abort();
    (void)(kind == 'b' ? edge_table_.bind(*binding) : edge_table_.unbind(*binding));
  }

  /// `xy`: binds the queues x and y, or takes that back.
  void bind_short(std::string_view text) {
    if (text.size() < 2 || text.find_first_of("+#$/") != std::string_view::npos) return;
    const core::Binding binding{std::string(text.substr(0, 1)), std::string(text.substr(1, 1))};
    if (!core::TopicName::parse(binding.source) || !core::TopicName::parse(binding.target)) return;
    if (!edge_table_.unbind(binding)) (void)edge_table_.bind(binding);
  }

  void forget() {
    now_ += core::Directory::forgotten_after;
    for (const std::string& role : directory_.forget_silent(now_)) edge_table_.participant_changed(role);
  }

  void check() {
    const core::EdgeTable::Change change = edge_table_.take_change();
    for (const core::RoutePtr& route : change.removed) {
      if (running_.erase(route) != 1) std::abort();
    }
    for (const core::RoutePtr& route : change.added) {
      if (!running_.insert(route).second) std::abort();
    }
    const std::vector<core::RoutePtr> routes = edge_table_.routes();
    if (std::set<core::RoutePtr>(routes.begin(), routes.end()) != running_) std::abort();
    check_cycles(routes);
    (void)edge_table_.take_warnings();
  }

  /// Takes away what leads nowhere until nothing changes; what is left goes round.
  void check_cycles(std::vector<core::RoutePtr> routes) const {
    for (const core::RoutePtr& relay : relays_) routes.push_back(relay);
    for (std::size_t before = 0; before != routes.size();) {
      before = routes.size();
      const std::vector<core::RoutePtr> all = routes;
      std::erase_if(routes, [&](const core::RoutePtr& route) {
        for (const core::RoutePtr& next : all) {
          if (next->source.matches(route->target.text())) return false;
        }
        return true;
      });
    }
    if (!routes.empty()) std::abort();
  }

  const std::vector<core::Participant> participants_{
      test::participant("a", {test::port("a", "in", "a/set")}, {test::port("a", "out", "a/+")}),
      test::participant("b", {test::port("b", "in", "b/set")}, {test::port("b", "out", "b/state")})};
  const std::vector<core::RoutePtr> relays_ = core::routes_of(participants_);
  const std::vector<std::string> files_{"devices.yaml"};
  core::Directory directory_;
  core::Directory::TimePoint now_;
  core::EdgeTable edge_table_{participants_,
                              {edge("a", "out", "c", "in"), edge("c", "out", "b", "in"), edge("c", "out", "d", "in"),
                               edge("d", "out", "c", "in")},
                              files_,
                              directory_,
                              {}};
  std::set<core::RoutePtr> running_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  (void)core::read_bindings(rest);
  Play play;
  for (int lines = 0; !rest.empty() && lines < 200; ++lines) {
    const std::size_t end = rest.find('\n');
    play.line(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return 0;
}
