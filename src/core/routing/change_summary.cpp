#include "core/routing/change_summary.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/msgflo/announcement.hpp"
#include "core/routing/route.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

constexpr std::size_t most_compared = 1'000'000;

using Ends = std::pair<std::string, std::string>;

std::multiset<Ends> ends_of(std::span<const Edge> edges) {
  std::multiset<Ends> ends;
  for (const Edge& edge : edges) ends.emplace(to_text(edge.source), to_text(edge.target));
  return ends;
}

std::multiset<Ends> texts_of(std::span<const InitialPacket> packets) {
  std::multiset<Ends> texts;
  for (const InitialPacket& packet : packets) texts.emplace(packet.payload, to_text(packet.target));
  return texts;
}

std::multiset<Ends> difference(const std::multiset<Ends>& from, const std::multiset<Ends>& without) {
  std::multiset<Ends> rest;
  std::set_difference(from.begin(), from.end(), without.begin(), without.end(), std::inserter(rest, rest.end()));
  return rest;
}

class Summary {
 public:
  void add(std::size_t count, std::string_view noun, std::string_view verb) {
    if (count == 0) return;
    if (!text_.empty()) text_ += ", ";
    text_.append(counted(count, noun)).append(" ").append(verb);
  }
  [[nodiscard]] std::string text() const { return text_.empty() ? "nothing changed" : text_; }

 private:
  std::string text_;
};

using ByRole = std::unordered_map<std::string_view, const Participant*>;

ByRole by_role(std::span<const Participant> participants) {
  ByRole roles;
  for (const Participant& participant : participants) roles.emplace(participant.role, &participant);
  return roles;
}

void add_participants(const Configuration& before, const Configuration& now, std::span<const Participant* const> fresh,
                      Summary& summary) {
  ByRole former = by_role(before.participants);
  std::size_t added = 0;
  std::size_t changed = 0;
  for (const Participant* one : fresh) former.contains(one->role) ? ++changed : ++added;
  for (const Participant& participant : now.participants) former.erase(participant.role);
  summary.add(added, "participant", "added");
  summary.add(former.size(), "participant", "removed");
  summary.add(changed, "participant", "changed");
}

void add_edges(const Configuration& before, const Configuration& now, Summary& summary) {
  const std::multiset<Ends> old_ends = ends_of(before.edges);
  const std::multiset<Ends> new_ends = ends_of(now.edges);
  std::multiset<Ends> gone = difference(old_ends, new_ends);
  std::multiset<Ends> come = difference(new_ends, old_ends);
  std::size_t moved = 0;
  // Which of very many went where is nothing for a line.
  const bool few = gone.size() * come.size() <= most_compared;
  for (auto edge = come.begin(); few && edge != come.end();) {
    const auto from = std::find_if(gone.begin(), gone.end(), [&](const Ends& other) {
      return other.first == edge->first || other.second == edge->second;
    });
    if (from == gone.end()) {
      ++edge;
      continue;
    }
    gone.erase(from);
    edge = come.erase(edge);
    ++moved;
  }
  summary.add(come.size(), "edge", "added");
  summary.add(gone.size(), "edge", "removed");
  summary.add(moved, "edge", "moved");
}

void add_packets(const Configuration& before, const Configuration& now, Summary& summary) {
  const std::multiset<Ends> former = texts_of(before.initial_packets);
  const std::multiset<Ends> fresh = texts_of(now.initial_packets);
  summary.add(difference(fresh, former).size(), "initial packet", "added");
  summary.add(difference(former, fresh).size(), "initial packet", "removed");
}

}  // namespace

bool same_participant(const Participant& a, const Participant& b) {
  if (announcement(a) != announcement(b)) return false;
  const std::vector<RoutePtr> routes_a = routes_of(std::span(&a, 1));
  const std::vector<RoutePtr> routes_b = routes_of(std::span(&b, 1));
  return std::equal(routes_a.begin(), routes_a.end(), routes_b.begin(), routes_b.end(),
                    [](const RoutePtr& x, const RoutePtr& y) { return same_route(*x, *y); });
}

std::vector<const Participant*> changed_participants(const Configuration& before, const Configuration& now) {
  const ByRole former = by_role(before.participants);
  std::vector<const Participant*> changed;
  for (const Participant& participant : now.participants) {
    const auto known = former.find(participant.role);
    if (known == former.end() || !same_participant(*known->second, participant)) changed.push_back(&participant);
  }
  return changed;
}

std::string change_summary(const Configuration& before, const Configuration& now,
                           std::span<const Participant* const> changed) {
  Summary summary;
  add_participants(before, now, changed, summary);
  add_edges(before, now, summary);
  add_packets(before, now, summary);
  return summary.text();
}

}  // namespace mfp::core
