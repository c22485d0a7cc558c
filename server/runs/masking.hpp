#pragma once
// The gate through which values of people's rows leave (http/row_values.hpp). Who may only look at a department sees
// where problems are, not whom they are about: what names a person is masked, files that hold it are not handed out.
#include "engine/contract/contract.hpp"
#include "server/db/page.hpp"
#include "server/db/session.hpp"
#include "server/http/reply.hpp"
#include "server/http/row_values.hpp"
#include "server/runs/fix_store.hpp"
#include "server/runs/no_row_values.hpp"
#include "server/runs/run_detail.hpp"
#include "server/users/user.hpp"
#include <set>
#include <string>
#include <vector>

namespace runs
{
class Masking;

// A value that came through the gate: masked, or cleared for whoever asks.
template <class T> class Shown : public T
{
public:
    using Unmasked = T;
    BOOST_DESCRIBE_CLASS(Shown, (T), (), (), ())

private:
    friend class Masking;
    explicit Shown(T value) : T(std::move(value)) {}
};

class Masking
{
public:
    // Of the rows of a run, and of the report that it published. Masks nothing for whoever may send and correct there.
    Masking(db::Session& db, const users::User& who, const departments::DepartmentRef& department, std::int64_t run_id);
    Masking(db::Session& db, const users::User& who, const Run& run) : Masking(db, who, run.department, run.id) {}
    // Of rows that are handed out or not, and never masked.
    Masking(const users::User& who, const departments::DepartmentRef& department);

    bool is_on() const { return on_; }
    bool opens(const std::string& field) const;         // names nobody, by the file rules then and now
    bool opens_output(const std::string& column) const; // of a report, which a query may have made of anything

    template <class T> Shown<T> show(T value) const
    {
        if (on_) hide_within(value);
        return Shown<T>(std::move(value));
    }
    template <class T> std::vector<Shown<T>> show(std::vector<T> values) const
    {
        std::vector<Shown<T>> shown;
        shown.reserve(values.size());
        for (auto& value : values) shown.push_back(show(std::move(value)));
        return shown;
    }
    template <class T> db::Page<Shown<T>> show(db::Page<T> page) const
    {
        return {page.count, page.count_at_least, std::move(page.next), std::move(page.previous),
                show(std::move(page.results))};
    }
    // As it is. Refuses (forbidden) whoever may only look, and says who can change that.
    template <class T> Shown<T> hand_out(T value) const
    {
        require_off();
        return Shown<T>(std::move(value));
    }
    template <class T> std::vector<Shown<T>> hand_out(std::vector<T> values) const
    {
        std::vector<Shown<T>> shown;
        for (auto& value : values) shown.push_back(hand_out(std::move(value)));
        return shown;
    }
    http::Clearance hand_out_file() const;
    // The same, except that a report whose columns name nobody is for everybody.
    http::Clearance hand_out_report(const std::vector<engine::OutputColumn>& columns) const;
    // To a sender without an account, who was sent a link to these very rows.
    template <class T> static Shown<T> to_holder_of_link(T value) { return Shown<T>(std::move(value)); }

    static constexpr auto mask = "•••";

private:
    void require_off() const;
    void learn(const engine::Contract& rules);

    void hide(engine::Finding& finding) const;
    void hide(engine::Card& card) const;
    void hide(engine::StepReport& step) const;
    void hide(engine::MappedColumn& column) const;
    void hide(engine::Reason& reason) const;
    void hide(Stage& stage) const;
    void hide(RunAnswers& answers) const;
    void hide(engine::TableOffer& offer) const;
    void hide(engine::Doubt& doubt) const;
    void hide(engine::VersionChanges& changes) const;
    void hide(engine::ColumnSummary& column) const;
    void hide(engine::Fix& fix) const;
    void hide(std::vector<engine::Notice>& notices) const;
    void hide(std::vector<engine::KnownErrorMatch>& matches) const;

    // Goes through everything that a value holds. A type of the engine that is neither hidden above nor declared to
    // hold no row values does not compile.
    template <class T> void hide_within(T& value) const
    {
        if constexpr (requires { hide(value); })
            hide(value);
        else if constexpr (requires { value.hide_from(*this); })
            value.hide_from(*this);
        else if constexpr (json::is_optional<T>::value) {
            if (value) hide_within(*value);
        } else if constexpr (json::is_vector<T>::value) {
            for (auto& one : value) hide_within(one);
        } else if constexpr (json::Described<T>) {
            static_assert(!http::detail::is_of_engine<T>() || http::holds_no_row_values<T>, "say what of it is hidden");
            if constexpr (!http::detail::is_of_engine<T>())
                boost::mp11::mp_for_each<json::Members<T>>([&](auto member) { hide_within(value.*member.pointer); });
        }
    }

    bool on_ = false;
    std::string department_;
    std::set<std::string> open_, closed_; // names of fields
    std::set<std::string> counts_;        // columns of a report that the file rules say are counts
    bool transformed_ = false;
};

// Runs of several departments, each as the person may see those of its own.
std::vector<Shown<Run>> shown_to(const users::User& who, std::vector<Run> runs);
db::Page<Shown<Run>> shown_to(const users::User& who, db::Page<Run> page);
// The reason without what it quotes of the file: the header of one that has none is its first row.
engine::Reason without_quotes(engine::Reason reason);

// Refuses (forbidden) whoever may only look, and says who can change that.
void require_need(const users::User& who, const departments::DepartmentRef& department);
} // namespace runs
